//! The learner's way, the launcher, a lesson, a check, compiles each library once.

use runner::cargo::{self, Kind};
use runner::catalog::Workbook;
use runner::guard::Stop;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn the_learners_way_compiles_tokio_once() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let lesson = workbook.lessons().next().unwrap();
    let exercise = workbook.exercises().next().unwrap();
    let way = [
        (Kind::Bin, "workbook"),
        (Kind::Bin, lesson.name.as_str()),
        (Kind::Test, exercise.answer.target.as_str()),
        (Kind::Test, exercise.solution.target.as_str()),
    ];
    let mut builds: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for (kind, target) in way {
        let build =
            cargo::build(&workbook.root, kind, &[target], &|_| {}, &Stop::default()).unwrap();
        for (name, file) in build.artifacts {
            builds.entry(name).or_default().insert(file);
        }
    }
    assert_eq!(builds["tokio"].len(), 1, "{:?}", builds["tokio"]);
    assert!(
        builds["observed_tokio"].len() == 1 && builds["tracing"].len() == 1,
        "{builds:?}"
    );
}

fn main() {
    let mut args = std::env::args().skip(1);
    let trace =
        observer::trace::Trace::parse(&std::fs::read_to_string(args.next().unwrap()).unwrap())
            .unwrap();
    let out = std::fs::read(args.next().unwrap()).unwrap();
    let mut sources = observer::view::Sources::default();
    for a in args {
        sources.add(
            a.rsplit('/').next().unwrap(),
            std::fs::read_to_string(&a).unwrap(),
        );
    }
    let view = observer::view::View::new(&trace, &out, &sources);
    print!(
        "{}",
        observer::draw::gantt::draw(
            &view,
            "run",
            observer::draw::text::Page {
                width: 80,
                unicode: true
            }
        )
    );
}

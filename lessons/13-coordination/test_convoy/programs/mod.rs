// Counts: nothing

//! The programs on which your tests are tried. One is right.

mod right;
mod wrong_all_lead;
mod wrong_always_three;
mod wrong_an_hour;
mod wrong_first_round_only;
mod wrong_nobody_leads;
mod wrong_one_by_one;
mod wrong_one_early;
mod wrong_one_leader_for_all_rounds;

use tokio::sync::watch;

pub async fn wait(convoy: &Convoy) -> bool {
    match &*trials::program() {
        "right" => right::wait(convoy).await,
        "wrong_all_lead" => wrong_all_lead::wait(convoy).await,
        "wrong_always_three" => wrong_always_three::wait(convoy).await,
        "wrong_an_hour" => wrong_an_hour::wait(convoy).await,
        "wrong_first_round_only" => wrong_first_round_only::wait(convoy).await,
        "wrong_nobody_leads" => wrong_nobody_leads::wait(convoy).await,
        "wrong_one_by_one" => wrong_one_by_one::wait(convoy).await,
        "wrong_one_early" => wrong_one_early::wait(convoy).await,
        "wrong_one_leader_for_all_rounds" => wrong_one_leader_for_all_rounds::wait(convoy).await,
        other => panic!("there is no program {other}"),
    }
}

/// Boats that travel together, and how many times one of them has come.
pub struct Convoy {
    boats: usize,
    come: watch::Sender<usize>,
}

impl Convoy {
    pub fn of(boats: usize) -> Convoy {
        let (come, _) = watch::channel(0);
        Convoy { boats, come }
    }

    /// A boat comes, and gets its number.
    fn comes(&self) -> usize {
        self.come.send_modify(|come| *come += 1);
        *self.come.borrow()
    }

    #[tracing::instrument(skip(self))]
    async fn until(&self, number: usize) {
        let mut come = self.come.subscribe();
        let come = come.wait_for(|come| *come >= number).await;
        come.expect("the convoy has the sender");
    }
}

//! `once`: the records of some seconds, printed and not kept.

use super::{AgentEnd, config, platform, print, settings, wall};
use crate::agent::Agent;
use crate::lang::AgentLang;
use crate::spool::disk::MemoryDisk;
use crate::text;
use clap::ArgMatches;
use record::Record;
use std::thread;
use std::time::Duration;

pub(super) fn run(matches: &ArgMatches, own: &ArgMatches, _: AgentLang) -> AgentEnd {
    let config = config(matches)?;
    let seconds = own.get_one::<u64>("seconds").copied().unwrap_or(10);
    let mut agent = Agent::open(platform(&config), MemoryDisk::default(), settings(&config));
    // The first sample says nothing of its own.
    agent.tick(wall());
    let mut left = seconds;
    while left > 0 {
        let part = left.min(10);
        thread::sleep(Duration::from_secs(part));
        agent.tick(wall());
        left -= part;
    }
    let now = wall();
    let today = i32::try_from((now.unix_ms / 1000 + i64::from(now.offset_min) * 60) / 86_400);
    let inventory = today.ok().and_then(|today| agent.inventory(today));
    let day = agent.preview(now);
    let both = [
        inventory.map(|inventory| Record::Inventory(Box::new(inventory))),
        day.map(|day| Record::UseDay(Box::new(day))),
    ];
    let mut printed = 0;
    for record in both.into_iter().flatten() {
        let (_, body) = record.seal().map_err(
            |refusal| text!("enregistrement refusé : {refusal}"; "record refused: {refusal}"),
        )?;
        print(&body);
        printed += 1;
    }
    if printed < 2 {
        return Err(text!(
            "rien n’a pu être mesuré en {seconds} s ; voir « empreinte-agent doctor »";
            "nothing could be measured in {seconds} s; see `empreinte-agent doctor`"
        ));
    }
    Ok(())
}

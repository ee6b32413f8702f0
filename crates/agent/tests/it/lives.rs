//! Lives of an agent over months of script, with an honest collector at their end.

use crate::collector::{Collector, State, answer};
use crate::scripted::{DAY_MS, FIRST_DAY, Scripted};
use empreinte_agent::agent::{Agent, CourierJob, SendOutcome, Settings};
use empreinte_agent::spool::disk::{Disk, MemoryDisk};
use record::wire::{Ack, Enrolled};
use record::{Record, UseDay};
use std::collections::BTreeMap;

/// Seconds of a step: below the longest interval that still covers something.
pub(crate) const STEP_MS: u64 = 240_000;

/// Advances a script by a step and ticks.
pub(crate) fn step<D: Disk>(agent: &mut Agent<Scripted, D>, step_ms: u64) {
    agent.platform_mut().at_ms += step_ms;
    let wall = agent.platform_mut().wall();
    agent.tick(wall);
}

/// Sends what is due to a collector in memory; `reaches` says whether the network is there.
fn send<D: Disk>(agent: &mut Agent<Scripted, D>, state: &State, reaches: bool) {
    let wall = agent.platform_mut().wall();
    while let Some(job) = agent.job(wall) {
        let outcome = if reaches { deliver(&job, state) } else { nothing() };
        agent.done(&job, outcome, wall);
        if !reaches {
            break;
        }
    }
}

fn nothing() -> SendOutcome {
    SendOutcome::Nothing("no network".to_owned(), None)
}

fn deliver(job: &CourierJob, state: &State) -> SendOutcome {
    match job {
        CourierJob::Enrol { agent } | CourierJob::Rotate { agent, .. } => {
            let body = format!(r#"{{"schema":"enrol/1","agent":"{agent}","agent_version":"0"}}"#);
            let text = answer(state, "/v1/enroll", body.as_bytes(), 10).unwrap();
            SendOutcome::Enrolled(Enrolled::parse(text.as_bytes(), agent).unwrap())
        }
        CourierJob::Deliver { parcel, collector, .. } => {
            let body = empreinte_agent::delivery::gzip(parcel.body.as_bytes()).unwrap();
            let text = answer(state, "/v1/ingest", &body, 10).unwrap();
            SendOutcome::Acked(Ack::parse(text.as_bytes(), &parcel.agent, collector).unwrap())
        }
    }
}

/// The days of what a collector stores.
pub(crate) fn days(state: &State) -> Vec<UseDay> {
    let stored = state.stored.lock().unwrap();
    let mut days: Vec<UseDay> = stored
        .values()
        .filter_map(|body| match Record::parse(&serde_json::from_str(body).unwrap()).unwrap() {
            Record::UseDay(day) => Some(*day),
            Record::Inventory(_) => None,
        })
        .collect();
    days.sort_by_key(|day| day.seq);
    days
}

/// What the script alone says of each day: covered seconds, and watt-hours.
pub(crate) fn expected(until_day: u64) -> BTreeMap<i32, UseDay> {
    let state = State::default();
    let mut agent = agent();
    while agent.platform_mut().at_ms < until_day * DAY_MS + DAY_MS / 2 {
        step(&mut agent, STEP_MS);
        send(&mut agent, &state, true);
    }
    days(&state).into_iter().map(|day| (day.day.number(), day)).collect()
}

fn agent() -> Agent<Scripted, MemoryDisk> {
    let mut agent = Agent::open(Scripted::new("a"), MemoryDisk::default(), Settings::default());
    tick(&mut agent);
    agent
}

fn tick<D: Disk>(agent: &mut Agent<Scripted, D>) {
    let wall = agent.platform_mut().wall();
    agent.tick(wall);
}

fn run_until(agent: &mut Agent<Scripted, MemoryDisk>, state: &State, day: f64, reaches: bool) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days ahead")]
    let end = (day * DAY_MS as f64) as u64;
    while agent.platform_mut().at_ms < end {
        step(agent, STEP_MS);
        send(agent, state, reaches);
    }
}

#[test]
fn each_day_is_told_once_with_what_the_script_used() {
    let days = expected(5);
    let numbers: Vec<i32> = days.keys().copied().collect();
    assert_eq!(numbers, (FIRST_DAY..FIRST_DAY + 5).collect::<Vec<_>>());
    let monday = &days[&FIRST_DAY];
    assert_eq!((monday.awake_s, monday.covered_s, monday.sleep_s), (86_400, 86_400, 0));
    assert_eq!(monday.load_s.iter().sum::<u64>(), 86_400);
    // Ten hours at 5 % and more, the rest at 1 %.
    let mean = monday.load_mean.unwrap();
    assert!((0.08..0.12).contains(&mean), "{mean}");
    // 2 W, and 15 W × load: 48 Wh + 15 × mean × 24 h, within a step of a minute's load.
    let joules = monday.cnt.pkg_j.unwrap();
    let by_hand = 3600.0 * (48.0 + 15.0 * mean * 24.0);
    assert!((joules / by_hand - 1.0).abs() < 0.01, "{joules} {by_hand}");
}

#[test]
fn weeks_offline_are_delivered_when_the_network_is_back() {
    let state = State::default();
    let mut agent = agent();
    run_until(&mut agent, &state, 1.5, true);
    run_until(&mut agent, &state, 45.5, false);
    assert_eq!(days(&state).len(), 1);
    run_until(&mut agent, &state, 47.5, true);
    let expected = expected(47);
    let days = days(&state);
    assert_eq!(days.len(), 47);
    for day in days {
        assert_eq!(day.est, expected[&day.day.number()].est);
    }
    assert_eq!(agent.spool().waiting().len(), 0);
}

#[test]
fn a_clock_ten_years_ahead_or_behind_loses_and_doubles_nothing() {
    let ten_years = 3_652 * 86_400_000_i64;
    for error in [ten_years, -ten_years] {
        let state = State::default();
        let mut agent = agent();
        run_until(&mut agent, &state, 2.4, true);
        agent.platform_mut().wall_error_ms = error;
        run_until(&mut agent, &state, 4.7, true);
        agent.platform_mut().wall_error_ms = 0;
        run_until(&mut agent, &state, 7.5, true);
        let days = days(&state);
        let covered: u64 = days.iter().map(|day| day.covered_s).sum();
        assert_eq!(covered, 7 * 86_400, "{error}");
        let told: f64 = days.iter().map(|day| day.est.wh).sum();
        let true_wh: f64 = expected(7).values().map(|day| day.est.wh).sum();
        assert!((told / true_wh - 1.0).abs() < 1e-6, "{error}: {told} {true_wh}");
        assert!(days.iter().any(|day| day.flags.iter().any(|flag| flag == "clock_jump")));
    }
}

#[test]
fn a_machine_without_a_clock_dates_its_days_by_its_collectors() {
    let state = State::default();
    // A clock that starts in 1970 at each start.
    let mut machine = Scripted::new("a");
    machine.wall_error_ms = -i64::from(FIRST_DAY) * 86_400_000;
    let mut agent = Agent::open(machine, MemoryDisk::default(), Settings::default());
    tick(&mut agent);
    run_until(&mut agent, &state, 3.5, false);
    assert_eq!(agent.open_day().number, None);
    run_until(&mut agent, &state, 4.5, true);
    run_until(&mut agent, &state, 6.0, true);
    let days = days(&state);
    assert!(days[0].flags.iter().any(|flag| flag == "redated"), "{days:?}");
    let total: u64 = days.iter().map(|day| day.covered_s).sum();
    assert!(total >= 4 * 86_400, "{total}");
}

#[test]
fn days_of_23_and_25_hours_are_whole() {
    for (after, seconds) in [(60, 23 * 3600), (-60, 25 * 3600)] {
        let state = State::default();
        let mut agent = agent();
        run_until(&mut agent, &state, 1.125, true);
        agent.platform_mut().offset_min = after;
        run_until(&mut agent, &state, 3.5, true);
        let told = days(&state);
        assert_eq!(told[1].covered_s, seconds, "{after}");
        assert_eq!(told[1].days, 1);
    }
}

#[test]
fn a_sleep_over_midnight_is_no_consumption() {
    let state = State::default();
    let mut agent = agent();
    run_until(&mut agent, &state, 0.75, true);
    // Eighteen o'clock to seven: six hours of this day, seven of the next.
    agent.platform_mut().asleep_ms += 13 * 3_600_000;
    step(&mut agent, 13 * 3_600_000);
    run_until(&mut agent, &state, 2.5, true);
    let told = days(&state);
    assert_eq!((told[0].covered_s, told[0].sleep_s), (18 * 3600, 6 * 3600));
    assert_eq!((told[1].covered_s, told[1].sleep_s), (17 * 3600, 7 * 3600));
    // A week-end asleep: no record, and no day longer than it is.
    agent.platform_mut().asleep_ms += 60 * 3_600_000;
    step(&mut agent, 60 * 3_600_000);
    run_until(&mut agent, &state, 7.5, true);
    let told = days(&state);
    assert!(told.iter().all(|day| day.awake_s + day.sleep_s <= 90_000), "{told:?}");
    let covered: u64 = told.iter().map(|day| day.covered_s).sum();
    assert_eq!(covered, 7 * 86_400 - 73 * 3600);
}

#[test]
fn a_start_in_the_day_is_one_record_and_says_so() {
    let state = State::default();
    let mut agent = agent();
    run_until(&mut agent, &state, 0.5, true);
    agent.checkpoint();
    let disk = agent.spool().disk().clone();
    let mut machine = agent.platform_mut().clone();
    machine.boot = "2".to_owned();
    let mut agent = Agent::open(machine, disk, Settings::default());
    tick(&mut agent);
    run_until(&mut agent, &state, 1.5, true);
    let told = days(&state);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].covered_s, 86_400);
    assert_eq!(told[0].boots, 1);
    assert_eq!(told[0].flags, ["resumed"]);
}

#[test]
fn a_cloned_state_folder_takes_a_new_name_and_sends_nothing_of_the_other() {
    let state = State::default();
    let mut first = agent();
    run_until(&mut first, &state, 3.5, false);
    first.checkpoint();
    let mut machine = first.platform_mut().clone();
    machine.marks.board = Some("another".to_owned());
    let mut second = Agent::open(machine, first.spool().disk().clone(), Settings::default());
    assert!(second.cloned());
    tick(&mut second);
    run_until(&mut second, &state, 5.5, true);
    run_until(&mut first, &state, 5.5, true);
    let stored = state.stored.lock().unwrap();
    let mut by_agent: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((agent, day, _), body) in stored.iter() {
        if body.contains("use-day/1") {
            by_agent.entry(agent).or_default().push(day);
        }
    }
    let mut counts: Vec<usize> = by_agent.values().map(Vec::len).collect();
    counts.sort_unstable();
    assert_eq!(counts, [2, 5], "{by_agent:?}");
}

#[test]
fn an_inventory_is_told_at_start_on_change_and_every_month() {
    let state = State::default();
    let mut agent = agent();
    run_until(&mut agent, &state, 10.5, true);
    agent.platform_mut().class = record::Class::Desktop;
    run_until(&mut agent, &state, 45.5, true);
    let stored = state.stored.lock().unwrap();
    let told: Vec<&str> = stored
        .iter()
        .filter(|(_, body)| body.contains("inv/1"))
        .map(|((_, day, _), _)| day.as_str())
        .collect();
    // Day 0, the change at the midnight after day 10, and thirty days later.
    assert_eq!(told, ["2026-11-23", "2026-12-04", "2027-01-03"]);
}

#[test]
fn pauses_grow_from_a_minute_to_six_hours_and_are_drawn_whole() {
    let pace = empreinte_agent::agent::Pace::default();
    for (failures, most) in
        [(0, 60_000), (1, 120_000), (5, 1_920_000), (9, 21_600_000), (900, 21_600_000)]
    {
        let drawn: Vec<u64> = (0..400).map(|_| pace.pause_ms(failures)).collect();
        assert!(drawn.iter().all(|ms| *ms <= most), "{failures}");
        let mean = drawn.iter().sum::<u64>() as f64 / 400.0;
        // Uniform: the mean is half, within five standard errors.
        assert!((mean / most as f64 - 0.5).abs() < 0.075, "{failures}: {mean}");
    }
}

#[test]
fn a_network_in_every_bad_mood_delays_and_loses_nothing() {
    use std::sync::atomic::Ordering;
    let collector = Collector::start();
    collector.state.moody.store(true, Ordering::SeqCst);
    let courier = empreinte_agent::delivery::http::Courier::new(
        &collector.address,
        Some("t".to_owned()),
        None,
    )
    .unwrap();
    let mut agent = agent();
    while agent.platform_mut().at_ms < 40 * DAY_MS {
        step(&mut agent, STEP_MS);
        let wall = agent.platform_mut().wall();
        if let Some(job) = agent.job(wall) {
            let outcome = courier.run(&job);
            agent.done(&job, outcome, wall);
        }
    }
    assert!(collector.state.again.load(Ordering::SeqCst) > 0, "lost answers are part of it");
    assert_eq!(collector.state.conflicts.load(Ordering::SeqCst), 0);
    collector.state.moody.store(false, Ordering::SeqCst);
    while !agent.spool().waiting().is_empty() {
        step(&mut agent, STEP_MS);
        let wall = agent.platform_mut().wall();
        if let Some(job) = agent.job(wall) {
            let outcome = courier.run(&job);
            agent.done(&job, outcome, wall);
        }
    }
    assert!(collector.sums().0 >= 39);
    let told = days(&collector.state);
    let all = expected(40);
    assert!(told.iter().all(|day| day.est == all[&day.day.number()].est));
}

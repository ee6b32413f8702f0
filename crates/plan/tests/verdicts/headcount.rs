//! The headcount is no act: a figure of a person moves with it while the machines stay the same.

use super::*;

fn with_people(mut told: Told, before: f64, now: f64) -> Told {
    told.people = [(2024, before), (2025, now)].into();
    told
}

/// The two years' footprint of all, drawn without error: of a person, as the values tell it.
struct Drawn {
    told: Told,
    total: [f64; 2],
}

impl HeldAgainst for Drawn {
    fn years(&self) -> Vec<i32> {
        self.told.years()
    }
    fn value(&self, one: &Commitment, of: &Definition, year: i32) -> Option<Value> {
        self.told.value(one, of, year)
    }
    fn people(&self, year: i32) -> Option<f64> {
        self.told.people(year)
    }
    fn against(&self, _: &Commitment, _: i32, _: i32, keep: f64) -> Option<Against> {
        let (before, now) = (self.told.people[&2024], self.told.people[&2025]);
        let at = Interval::exact((self.total[1] - keep * now / before * self.total[0]) / now);
        let (raw, net, without_ageing, without_grid, acts) = (at, at, at, at, at);
        let restated = self.total[0] / before;
        let (ageing, grid) = (0.0, 0.0);
        Some(Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid })
    }
}

fn drawn(total: [f64; 2], people: [f64; 2]) -> Drawn {
    let [before, now] = people;
    let told = Told::default().with("it_ghg_per_user", 2024, Value::exact(total[0] / before)).with(
        "it_ghg_per_user",
        2025,
        Value::exact(total[1] / now),
    );
    Drawn { told: with_people(told, before, now), total }
}

/// 100 kg for 10 people, then for 20: half for each, and no machine less.
#[test]
fn nobody_is_ahead_nor_late_by_the_headcount_alone() {
    let text = "indicator = \"it_ghg_per_user\"\ntarget = \"change\"\ntargets = { 2025 = -10 }";
    let one = stand(text, &drawn([100.0, 100.0], [10.0, 20.0]));
    let net = one.net.as_ref().unwrap();
    assert_eq!((one.raw, net.verdict), (CommitmentVerdict::Ahead, CommitmentVerdict::Ahead));
    assert_eq!(
        (net.without_headcount, net.acts),
        (Some(CommitmentVerdict::Late), Some(CommitmentVerdict::Late))
    );
    // 5 kg a person at the end; 10 with the headcount of the base.
    assert_eq!(net.headcount, Some(-5.0));
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(one.because.iter().any(|said| said.en.contains("headcount alone leads there")));
    // What was done is kept, whoever came: 85 kg of 100 is more than asked.
    let one = stand(text, &drawn([100.0, 85.0], [10.0, 20.0]));
    assert_eq!(
        (one.verdict, one.net.unwrap().acts),
        (CommitmentVerdict::Ahead, Some(CommitmentVerdict::Ahead))
    );
    // Late by those who left: 80 kg of 100, for half of the people.
    let one = stand(text, &drawn([100.0, 80.0], [10.0, 5.0]));
    assert_eq!(
        (one.raw, one.verdict),
        (CommitmentVerdict::Late, CommitmentVerdict::NotDistinguishable)
    );
    assert!(one.because.iter().any(|said| said.en.contains("headcount alone leads away")));
    // And late by both.
    assert_eq!(stand(text, &drawn([100.0, 95.0], [10.0, 5.0])).verdict, CommitmentVerdict::Late);
    // Where it did not move it is no part of it.
    let one = stand(text, &drawn([100.0, 80.0], [10.0, 10.0]));
    assert_eq!((one.verdict, one.net.unwrap().headcount), (CommitmentVerdict::Ahead, None));
}

/// A ceiling asks for a fall as a change does, unless the base kept it.
#[test]
fn nobody_is_below_a_ceiling_of_a_person_by_the_headcount_alone() {
    let mut told = drawn([100.0, 100.0], [10.0, 20.0]).told;
    let at = Interval::ZERO;
    told.unmoved = Some(Unmoved {
        as_is: at,
        net: at,
        without_ageing: at,
        without_grid: at,
        acts: at,
        ageing: 0.0,
        grid: 0.0,
    });
    let of = |most: f64| {
        let target = format!("target = \"ceiling\"\ntargets = {{ 2025 = {most} }}");
        stand(&format!("indicator = \"it_ghg_per_user\"\n{target}"), &told).verdict
    };
    assert_eq!(of(8.0), CommitmentVerdict::NotDistinguishable);
    assert_eq!(of(12.0), CommitmentVerdict::Ahead);
    assert_eq!(of(4.0), CommitmentVerdict::Late);
}

/// Figures of a person that no draws hold: screens, and people to a printer, which more people raise.
#[test]
fn counts_by_person_are_not_ahead_by_the_headcount_alone() {
    let held = |id: &str, before: f64, now: f64| {
        let told =
            Told::default().with(id, 2024, Value::exact(before)).with(id, 2025, Value::exact(now));
        with_people(told, 10.0, 20.0)
    };
    let of = |id: &str, values: [f64; 2], target: &str| {
        let told = held(id, values[0], values[1]);
        stand(&format!("indicator = \"{id}\"\n{target}"), &told)
    };
    let fall = "target = \"change\"\ntargets = { 2025 = -10 }";
    let rise = "target = \"change\"\ntargets = { 2025 = 10 }";
    let ceiling = "target = \"ceiling\"\ntargets = { 2025 = 1.5 }";
    let floor = "target = \"floor\"\ntargets = { 2025 = 15 }";
    // 20 screens, then 20; 1 printer, then 1.
    for (id, values, target, part) in [
        ("screens_per_user", [2.0, 1.0], fall, -1.0),
        ("screens_per_user", [2.0, 1.0], ceiling, -1.0),
        ("users_per_printer", [10.0, 20.0], rise, 10.0),
        ("users_per_printer", [10.0, 20.0], floor, 10.0),
    ] {
        let one = of(id, values, target);
        assert_eq!(
            (one.raw, one.verdict),
            (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable),
            "{id}"
        );
        assert_eq!(one.net.unwrap().headcount, Some(part), "{id} {target}");
    }
    // 20 screens, then 16: less than asked whoever came.
    assert_eq!(of("screens_per_user", [2.0, 0.8], fall).verdict, CommitmentVerdict::Ahead);
    // What is of no person is not held by the headcount.
    assert_eq!(of("it_electricity", [100.0, 80.0], fall).verdict, CommitmentVerdict::Ahead);
}

/// What the headcount is worth is said to people and to machines.
#[test]
fn the_part_of_the_headcount_is_said_and_written() {
    let text = "indicator = \"it_ghg_per_user\"\ntarget = \"change\"\ntargets = { 2025 = -10 }";
    let (plan, held) = (plan(text), drawn([100.0, 100.0], [10.0, 20.0]));
    let status = Status::of(&plan, &held, &Catalogue::shipped().unwrap(), 2025);
    let said = empreinte_plan::status_text(&plan, &status, ground::lang::Lang::En);
    assert!(
        said.contains("of which headcount: -5") && said.contains("(without it: late)"),
        "{said}"
    );
    let csv =
        empreinte_plan::status_csv(Vec::new(), &plan, &status, ground::table::CsvDialect::Standard);
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    assert!(csv.lines().nth(1).unwrap().ends_with(",-5,late"), "{csv}");
    let json = empreinte_plan::status_json(&plan, &status);
    assert!(json.contains("\"headcount\": -5.0"), "{json}");
    assert!(json.contains("\"verdict_without_headcount\": \"late\""), "{json}");
}

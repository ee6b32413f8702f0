//! What a first page tells of a commitment: its verdict, and why it is no firmer.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use change::Against;
use empreinte_plan::{
    Commitment, CommitmentVerdict, FindingKind, HeldAgainst, Plan, Seals, Status, check,
};
use factor::FactorSet;
use ground::lang::Lang;
use ground::quantity::Interval;
use indicator::{Catalogue, Definition, Value};
use std::path::Path;
use std::sync::LazyLock;

/// A footprint of two years; what of the later one is net of ageing, and what is counted otherwise.
struct Two {
    base: Option<f64>,
    last: f64,
    against: Option<Against>,
}

impl HeldAgainst for Two {
    fn years(&self) -> Vec<i32> {
        vec![2024, 2025]
    }
    fn value(&self, _: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        let value = if year == 2024 { self.base } else { Some(self.last) };
        value.map(Value::exact)
    }
    fn against(&self, _: &Commitment, _: i32, _: i32, keep: f64) -> Option<Against> {
        self.against.map(|one| {
            let by = |held: Interval| Interval {
                value: held.value - keep * 100.0,
                low: held.low - keep * 100.0,
                high: held.high - keep * 100.0,
            };
            let (raw, net) = (by(one.raw), by(one.net));
            let (without_ageing, without_grid) = (by(one.without_ageing), by(one.without_grid));
            Against { raw, net, without_ageing, without_grid, acts: by(one.acts), ..one }
        })
    }
    fn types(&self) -> Option<&FactorSet> {
        Some(&SET)
    }
}

static SET: LazyLock<FactorSet> = LazyLock::new(|| FactorSet::shipped().unwrap());

fn stand_of(held: &Two, commitment: &str) -> empreinte_plan::Standing {
    let text = format!(
        "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{commitment}\n"
    );
    let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
    Status::of(&plan, held, &Catalogue::shipped().unwrap(), 2025).standings.remove(0)
}

/// What the check calls an error of a filter, the status calls by the same words.
#[test]
fn a_filter_that_names_nothing_is_told_alike_by_check_and_status() {
    for (indicator, filter) in
        [("lifetime_km_median", "type = \"labtop\""), ("weee_weight", "weee_category = \"60\"")]
    {
        let of = format!(
            "indicator = \"{indicator}\"\nfilter = {{ {filter} }}\ntarget = \"floor\"\ntargets = {{ 2025 = 5 }}"
        );
        let one = stand_of(&Two { base: None, last: 4.0, against: None }, &of);
        assert_eq!(one.verdict, CommitmentVerdict::NotMeasurable, "{filter}");
        let text = format!("[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{of}\n");
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        let (seals, catalogue) = (Seals::of(&plan, Path::new(".")), Catalogue::shipped().unwrap());
        let found = check(
            &plan,
            &text,
            &seals,
            &catalogue,
            &empreinte_plan::KnownWords::of_types(Some(&*SET)),
            None,
        );
        let found = found.iter().find(|f| f.kind == FindingKind::UnknownReference).unwrap();
        let because: String = one.because.iter().map(|said| said.fr.as_str()).collect();
        assert!(because.contains(&found.said.fr) && because.contains(&found.write.fr), "{because}");
        assert!(indicator != "lifetime_km_median" || because.contains("laptop"), "{because}");
    }
}

/// 0.2104 is more than 0.21, and both were said to be 0.210.
#[test]
fn a_value_beyond_its_target_is_said_in_digits_that_tell_it() {
    let of = "indicator = \"it_electricity\"\ntarget = \"ceiling\"\ntargets = { 2025 = 0.21 }";
    let at = |last: f64| stand_of(&Two { base: None, last, against: None }, of);
    let late = at(0.2104);
    assert_eq!(late.verdict, CommitmentVerdict::Late);
    let said = |one: &empreinte_plan::Standing| {
        (one.reached(Lang::En).unwrap(), one.asked_for(Lang::En).unwrap())
    };
    let (reached, asked) = said(&late);
    assert!(reached.starts_with("0.2104 ") && asked.starts_with("≤ 0.21 "), "{reached} {asked}");
    // What is equal, or plainly apart, needs no more digits.
    for (last, told) in [(0.21, "0.210 "), (0.3, "0.300 ")] {
        let (reached, asked) = said(&at(last));
        assert!(reached.starts_with(told) && asked.starts_with("≤ 0.21 "), "{reached} {asked}");
    }
    // A change as well.
    let change = stand(&Two { base: Some(100.0), last: 95.004, against: None });
    let (reached, asked) = said(&change);
    assert_eq!((reached.as_str(), asked.as_str()), ("-4.996%", "-5%"));
}

/// An evolution is told in the digits that its interval allows and that it is read to, and the values
/// beside it in their own.
#[test]
fn a_change_is_told_in_no_digit_that_tells_nothing() {
    let against = |of: Interval| Against {
        raw: of,
        net: of,
        without_ageing: of,
        without_grid: of,
        acts: of,
        restated: 100.0,
        ageing: 0.0,
        grid: 0.0,
    };
    let told = |low: f64, value: f64, high: f64| {
        let held = against(Interval { value, low, high });
        let one = stand(&Two { base: Some(100.0), last: value, against: Some(held) });
        one.reached(Lang::En).unwrap()
    };
    // What the search of a bound leaves is no interval; nor has a sure change more than tenths.
    assert_eq!(told(159.9993, 160.0, 160.0), "+60.0%");
    assert_eq!(told(49.9992, 50.0, 50.0), "-50.0%");
    assert_eq!(told(92.265_3, 92.265_3, 92.265_3), "-7.7%");
    assert_eq!(told(100.0, 100.0, 100.0), "0%");
    assert_eq!(told(100.0, 100.000_4, 100.001), "0%");
    // A narrow one is told outward to tenths, a wide one by what it allows.
    assert_eq!(told(90.02, 90.031, 90.04), "-10.0% (-10.0% to -9.9%)");
    assert_eq!(told(85.0, 90.0, 96.0), "-10% (-15% to -4%)");
    // But where more digits tell it from what is asked.
    assert_eq!(told(95.01, 95.01, 95.01), "-4.99%");
    // The values beside it have their own digits, whatever the change needs.
    let near = |value: f64| Interval { value, low: value - 0.004, high: value + 0.004 };
    let one = stand(&Two { base: Some(100.0), last: 94.99, against: Some(against(near(94.99))) });
    assert_eq!(one.reached(Lang::En).unwrap(), "-5.010% (-5.014% to -5.006%)");
    assert_eq!(one.told(Interval { value: 94.99, low: 80.0, high: 120.0 }, Lang::En)[0], "95");
    assert_eq!(one.told_of_target(95.0, Lang::En), "95.0");
}

fn stand(held: &Two) -> empreinte_plan::Standing {
    let text = "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = { 2025 = -5 }\n";
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let catalogue = Catalogue::shipped().unwrap();
    Status::of(&plan, held, &catalogue, 2025).standings.remove(0)
}

#[test]
fn a_base_that_is_missing_is_said_to_be_and_not_the_value() {
    let one = stand(&Two { base: None, last: 90.0, against: None });
    assert_eq!(
        (one.verdict, one.verdict_said(Lang::Fr)),
        (CommitmentVerdict::NoValue, "base manquante")
    );
    assert_eq!(one.verdict_said(Lang::En), "base missing");
    assert!(one.why().unwrap().fr.contains("inventaire de 2024"), "{:?}", one.why());
}

#[test]
fn a_figure_beyond_its_target_says_why_it_settles_nothing() {
    let near = |value: f64| Interval { value, low: value - 1.0, high: value + 1.0 };
    let against = Against {
        raw: near(94.7),
        net: near(90.8),
        without_ageing: near(97.0),
        without_grid: near(90.8),
        acts: near(97.0),
        restated: 100.0,
        ageing: -6.2,
        grid: 0.0,
    };
    let one = stand(&Two { base: Some(100.0), last: 94.7, against: Some(against) });
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(one.why().unwrap().en.contains("ageing alone"), "{:?}", one.why());
    // The figure told is the net one; the other is told beside it.
    assert!(one.reached(Lang::En).unwrap().starts_with("-9.2%"), "{:?}", one.reached(Lang::En));
    assert!(one.reached_raw(Lang::En).unwrap().starts_with("-5.3%"));
    // What is kept needs no reason.
    let at = near(90.8);
    let kept = Against { without_ageing: at, acts: at, ageing: 0.0, raw: at, ..against };
    let one = stand(&Two { base: Some(100.0), last: 90.8, against: Some(kept) });
    assert_eq!(
        (one.verdict, one.why(), one.reached_raw(Lang::En)),
        (CommitmentVerdict::Ahead, None, None)
    );
}

fn said(one: &empreinte_plan::Standing) -> String {
    let because: Vec<&str> = one.because.iter().map(|text| text.fr.as_str()).collect();
    let settle = one.settle.as_ref().map_or("", |text| text.fr.as_str());
    format!("{} / {settle}", because.join(" ; "))
}

/// 73 % and 40 % more are 102 %: no year can show it, and none is late.
#[test]
fn a_change_beyond_what_there_can_be_has_no_verdict() {
    let of = |target: &str, base: f64| {
        let text = format!(
            "indicator = \"nr_trained_rate\"\ntarget = \"change\"\ntargets = {{ 2025 = {target} }}"
        );
        stand_of(&Two { base: Some(base), last: 74.0, against: None }, &text)
    };
    let one = of("40", 73.0);
    assert_eq!(one.verdict, CommitmentVerdict::NotMeasurable, "{}", said(&one));
    assert!(said(&one).contains("102"), "{}", said(&one));
    assert_ne!(of("30", 73.0).verdict, CommitmentVerdict::NotMeasurable);
    // The check tells it of a declared base.
    for (value, is_found) in [(73.0, true), (70.0, false), (0.0, true)] {
        let text = format!(
            "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nowner = \"DSI\"\nindicator = \"nr_trained_rate\"\ntarget = \"change\"\ntargets = {{ 2025 = 40 }}\nbaseline = {{ value = {value}, year = 2024, source = \"x\" }}\n"
        );
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        let (seals, catalogue) = (Seals::of(&plan, Path::new(".")), Catalogue::shipped().unwrap());
        let known = empreinte_plan::KnownWords::default();
        let found = empreinte_plan::check(&plan, &text, &seals, &catalogue, &known, None);
        let told = found.iter().any(|one| one.kind == empreinte_plan::FindingKind::ImpossibleValue);
        assert_eq!(told, is_found, "{value}");
        // Of a year that the estate has, the base is made again.
        let known = empreinte_plan::KnownWords { years: [2024].into(), ..Default::default() };
        let found = empreinte_plan::check(&plan, &text, &seals, &catalogue, &known, None);
        let base =
            found.iter().find(|one| one.kind == empreinte_plan::FindingKind::DeclaredBaseline);
        assert!(base.unwrap().said.fr.contains("l'inventaire de 2024 est là"));
    }
}

#[test]
fn what_a_base_of_nothing_lacks_is_no_other_year() {
    let text = "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2025 = -10 }";
    let one = stand_of(&Two { base: Some(0.0), last: 4.0, against: None }, text);
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(said(&one).contains("base chiffrée et non nulle"), "{}", said(&one));
}

/// The base is known from 200 on, and no percentage starts from it.
struct Open;

impl HeldAgainst for Open {
    fn years(&self) -> Vec<i32> {
        vec![2024, 2025]
    }
    fn value(&self, _: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        let value = |low, value, high| Value::number(Interval { value, low, high });
        Some(if year == 2024 { value(200.0, 200.0, f64::INFINITY) } else { Value::exact(250.0) })
    }
}

#[test]
fn no_percentage_starts_from_a_base_without_end() {
    let text = "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"donated_count\"\ntarget = \"change\"\ntargets = { 2025 = 50 }\n";
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let one = Status::of(&plan, &Open, &Catalogue::shipped().unwrap(), 2025).standings.remove(0);
    assert_eq!((one.verdict, one.asked_value), (CommitmentVerdict::NotDistinguishable, None));
    assert!(said(&one).starts_with("de la base, seule une borne est connue"), "{}", said(&one));
}

#[test]
fn a_target_that_looks_as_one_of_another_unit_is_asked_about() {
    let of = |indicator: &str, target: &str, asked: &str, last: f64| {
        let text = format!(
            "indicator = \"{indicator}\"\ntarget = \"{target}\"\ntargets = {{ 2025 = {asked} }}"
        );
        said(&stand_of(&Two { base: None, last, against: None }, &text))
    };
    let tonnes = of("it_scope2_location", "ceiling", "2", 3305.0);
    assert!(
        tonnes.starts_with("la valeur fait 1\u{202f}653 fois la cible : est-elle bien en kg"),
        "{tonnes}"
    );
    let share = of("weee_traced_share", "floor", "0.8", 77.3);
    assert!(share.contains("0,8\u{a0}% est demandé : si c'est 80\u{a0}%, écrivez-le"), "{share}");
    for (indicator, target, asked, last) in [
        ("it_scope2_location", "ceiling", "2000", 3305.0),
        ("weee_traced_share", "floor", "80", 77.3),
        ("donated_count", "floor", "1", 700.0),
    ] {
        let said = of(indicator, target, asked, last);
        assert!(!said.contains("est-elle bien") && !said.contains("écrivez-le"), "{said}");
    }
}

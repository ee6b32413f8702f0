//! Verdicts: a word is said only where 95 % of what may be lies on its side.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod acts;
mod alike;
mod drawn;
mod exact;
mod headcount;
mod own;
mod settle;

use change::{Against, Unmoved};
use empreinte_plan::{Commitment, CommitmentVerdict, HeldAgainst, Plan, Status};
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;
use indicator::{Catalogue, CountedBefore, Datum, Definition, Figure, Lacking, Quality, Value};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

#[derive(Default)]
struct Told {
    values: BTreeMap<(String, i32), Value>,
    against: Option<Against>,
    unmoved: Option<Unmoved>,
    /// The shares of the base that were asked for, each of which costs draws.
    asked: RefCell<Vec<f64>>,
    breaks: Vec<Text>,
    moved: Option<Text>,
    people: BTreeMap<i32, f64>,
    /// By what a count by person is multiplied to be counted as the year before.
    as_counted: Option<f64>,
    /// The year's value at the ages of the year before.
    at_ages: Option<Value>,
}

impl Told {
    fn with(mut self, id: &str, year: i32, value: Value) -> Self {
        self.values.insert((id.to_owned(), year), value);
        self
    }
}

impl HeldAgainst for Told {
    fn years(&self) -> Vec<i32> {
        self.values.keys().map(|(_, year)| *year).collect()
    }
    fn value(&self, one: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        self.other(&one.indicator, year)
    }
    fn parts(&self, _: &Definition, axis: &str, _: i32) -> Vec<String> {
        if axis == "site" { vec!["Nord".to_owned(), "Sud".to_owned()] } else { Vec::new() }
    }
    fn other(&self, id: &str, year: i32) -> Option<Value> {
        self.values.get(&(id.to_owned(), year)).cloned()
    }
    fn breaks(&self, _: &Definition, _: i32, _: i32) -> Vec<Text> {
        self.breaks.clone()
    }
    fn against(&self, _: &Commitment, _: i32, _: i32, keep: f64) -> Option<Against> {
        self.asked.borrow_mut().push(keep);
        self.against
    }
    fn moved(&self, _: &Commitment, _: i32, _: i32) -> Option<Text> {
        self.moved.clone()
    }
    fn people(&self, year: i32) -> Option<f64> {
        self.people.get(&year).copied()
    }
    fn unmoved(&self, _: &Commitment, _: i32, _: i32) -> Option<Unmoved> {
        self.unmoved
    }
    fn as_counted(&self, _: &Commitment, of: &Definition, _: i32, _: i32) -> Option<CountedBefore> {
        self.as_counted.filter(|_| of.counts_by_person()).map(CountedBefore::Times)
    }
    fn at_ages_of(&self, _: &Commitment, _: &Definition, _: i32, _: i32) -> Option<Value> {
        self.at_ages.clone()
    }
}

fn number(low: f64, value: f64, high: f64) -> Value {
    Value::number(Interval { value, low, high })
}

fn plan(commitment: &str) -> Plan {
    let text = format!(
        "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{commitment}"
    );
    Plan::parse(Path::new("plan.toml"), &text).unwrap()
}

fn stand(commitment: &str, held: &dyn HeldAgainst) -> empreinte_plan::Standing {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped().unwrap());
    let mut status = Status::of(&plan(commitment), held, &CATALOGUE, 2025);
    status.standings.remove(0)
}

#[test]
fn bounds_of_rows_that_say_nothing_decide_a_share() {
    let held = Told::default().with("refurbished_rate_spend", 2025, number(7.78, 7.78, 10.2));
    let ask = |value: f64| {
        let text = format!(
            "indicator = \"refurbished_rate_spend\"\ntarget = \"floor\"\ntargets = {{ 2025 = {value} }}"
        );
        stand(&text, &held).verdict
    };
    assert_eq!(ask(20.0), CommitmentVerdict::Late);
    assert_eq!(ask(9.0), CommitmentVerdict::NotDistinguishable);
    assert_eq!(ask(7.0), CommitmentVerdict::Ahead);
}

#[test]
fn what_the_check_calls_not_measurable_has_no_verdict() {
    let held = Told::default().with("it_electricity", 2025, number(1.0, 2.0, 3.0));
    for lacking in
        ["", "indicator = \"it_electricity\"", "indicator = \"x\"\ntargets = { 2025 = 1 }"]
    {
        assert_eq!(stand(lacking, &held).verdict, CommitmentVerdict::NotMeasurable, "{lacking}");
    }
}

#[test]
fn a_declared_base_tells_a_trend_until_its_year_is_computed() {
    let text = "indicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = { 2027 = -30 }\nbaseline = { value = 100, year = 2021, source = \"étude\" }";
    let told = Told::default().with("it_ghg_annualised", 2025, Value::exact(80.0));
    let one = stand(text, &told);
    assert_eq!(one.verdict, CommitmentVerdict::TrendOnly);
    assert!(one.base_is_declared);
    assert!((one.percent.unwrap().value + 20.0).abs() < 1e-9);
    // -30 % from 2021 to 2027 asks for -20 % in 2025: the inventory of 2021 makes the base again.
    let told = told.with("it_ghg_annualised", 2021, Value::exact(120.0));
    let one = stand(text, &told);
    assert_eq!((one.verdict, one.base_is_declared), (CommitmentVerdict::Ahead, false));
    assert_eq!(one.base.unwrap().1, Figure::Number(Interval::exact(120.0)));
}

/// What nothing proves is no trend; and no code of the check stands in a sentence.
#[test]
fn a_declared_base_without_source_tells_no_trend() {
    let told = Told::default().with("it_ghg_annualised", 2025, Value::exact(80.0));
    for target in ["target = \"change\"\ntargets = { 2027 = -30 }", "target = \"trend\""] {
        let of = |source: &str| {
            let base = format!("baseline = {{ value = 100, year = 2021{source} }}");
            stand(&format!("indicator = \"it_ghg_annualised\"\n{target}\n{base}"), &told)
        };
        for source in ["", ", source = \" \""] {
            let one = of(source);
            assert_eq!((one.verdict, one.percent), (CommitmentVerdict::NoValue, None), "{target}");
            assert!(one.because.iter().any(|said| said.en.contains("without source")));
            assert!(one.settle.unwrap().en.contains("source"));
        }
        assert_eq!(of(", source = \"x\"").verdict, CommitmentVerdict::TrendOnly);
    }
    let codes = |text: &str| {
        let one = stand(text, &told);
        let said = one.because.iter().chain(&one.settle).map(|said| said.fr.clone() + &said.en);
        said.collect::<String>()
    };
    for text in [
        "target = \"rule\"\nrule = \"réparer d'abord\"",
        "indicator = \"it_gas\"\ntargets = { 2025 = 1 }",
        "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2027 = 15 }",
        "indicator = \"repair_index_min_bought\"\ntarget = \"floor\"\nlaw = \"loi REEN, art. 15\"",
    ] {
        let said = codes(text);
        let kinds = empreinte_plan::FindingKind::ALL.iter();
        let met: Vec<&str> =
            kinds.map(|kind| kind.code()).filter(|code| said.contains(code)).collect();
        assert!(met.is_empty() && !said.is_empty(), "{met:?}: {said}");
    }
}

#[test]
fn a_declared_base_is_said_to_leave_a_trend_only_where_the_verdict_rests_on_it() {
    let told = Told::default().with("dc_pue", 2025, Value::exact(1.7));
    let of = |target: &str| {
        stand(
            &format!(
                "indicator = \"dc_pue\"\n{target}\nbaseline = {{ value = 1.9, year = 2021, source = \"étude\" }}"
            ),
            &told,
        )
    };
    let says = |one: &empreinte_plan::Standing, words: &str| {
        one.because.iter().any(|said| said.en.contains(words))
    };
    let change = of("target = \"change\"\ntargets = { 2025 = -5 }");
    assert_eq!(change.verdict, CommitmentVerdict::TrendOnly);
    assert!(says(&change, "trend only"));
    let trend = of("target = \"trend\"");
    assert_eq!(trend.verdict, CommitmentVerdict::TrendOnly);
    assert!(says(&trend, "trend only"));
    // A ceiling holds whatever it started from.
    let ceiling = of("target = \"ceiling\"\ntargets = { 2025 = 1.8 }");
    assert_eq!(ceiling.verdict, CommitmentVerdict::Ahead);
    assert!(ceiling.base_is_declared && ceiling.because.is_empty(), "{:?}", ceiling.because);
    // From 1.9 in 2021 to 1.5 in 2029 a line would ask for 1.7 in 2025, and it would be kept.
    let value = of("target = \"value\"\ntargets = { 2029 = 1.5 }");
    assert_eq!((value.verdict, value.asked), (CommitmentVerdict::NotDue, None));
    assert!(says(&value, "no line") && !says(&value, "trend only"));
    assert_eq!(of("target = \"value\"\ntargets = { 2025 = 1.5 }").verdict, CommitmentVerdict::Late);
}

#[test]
fn a_base_of_zero_and_one_of_which_only_a_bound_is_known_are_told_apart() {
    let text = "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
    let of = |base: Value| {
        let told = Told::default().with("it_electricity", 2024, base);
        stand(text, &told.with("it_electricity", 2025, Value::exact(50.0)))
    };
    let zero = of(Value::exact(0.0));
    assert_eq!((zero.verdict, zero.percent), (CommitmentVerdict::NotDistinguishable, None));
    assert!(zero.because.iter().any(|said| said.fr.contains("sur une base nulle")));
    for bound in [Figure::MoreThan(40.0), Figure::AtMost(40.0)] {
        let one = of(Value::of(bound));
        assert_eq!((one.verdict, one.percent), (CommitmentVerdict::NotDistinguishable, None));
        assert_eq!(one.asked_value, None);
        let said: Vec<&str> = one.because.iter().map(|said| said.en.as_str()).collect();
        assert!(said.iter().any(|said| said.contains("only a bound")), "{said:?}");
        assert!(!said.iter().any(|said| said.contains("zero")), "{said:?}");
    }
    // Nor does a line to a value start from a bound, nor a trend.
    let told = Told::default()
        .with("lifetime_km_median", 2024, Value::of(Figure::MoreThan(80.0)))
        .with("lifetime_km_median", 2025, Value::exact(90.0));
    let line = "indicator = \"lifetime_km_median\"\ntarget = \"value\"\ntargets = { 2026 = 96 }";
    let one = stand(line, &told);
    assert_eq!((one.verdict, one.asked), (CommitmentVerdict::NotDue, None));
    assert!(one.because.iter().any(|said| said.en.contains("only a bound")));
    let trend = stand("indicator = \"lifetime_km_median\"\ntarget = \"trend\"", &told);
    assert_eq!((trend.verdict, trend.percent), (CommitmentVerdict::TrendOnly, None));
}

#[test]
fn a_year_of_which_only_a_bound_is_known_has_no_change_and_says_why() {
    let text = "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
    let told = Told::default().with("it_electricity", 2024, Value::exact(100.0)).with(
        "it_electricity",
        2025,
        Value::of(Figure::AtMost(40.0)),
    );
    let one = stand(text, &told);
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(one.because.iter().any(|said| said.fr.contains("seule une borne est connue")));
}

#[test]
fn several_parts_at_once_are_not_measurable() {
    let told = Told::default().with("lifetime_km_median", 2025, Value::exact(100.0));
    let text = "indicator = \"lifetime_km_median\"\nfilter = { type = \"laptop\", site = \"A\" }\ntarget = \"floor\"\ntargets = { 2025 = 96 }";
    let one = stand(text, &told);
    assert_eq!((one.verdict, one.last), (CommitmentVerdict::NotMeasurable, None));
    assert!(one.because.iter().any(|said| said.en.contains("several parts")));
}

#[test]
fn years_counted_otherwise_keep_no_relative_verdict() {
    let text = "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
    let mut told = Told::default().with("it_electricity", 2024, Value::exact(100.0)).with(
        "it_electricity",
        2025,
        Value::exact(50.0),
    );
    assert_eq!(stand(text, &told).verdict, CommitmentVerdict::Ahead);
    told.breaks = vec![ground::text!("un site de plus", "a site more")];
    let one = stand(text, &told);
    assert_eq!(
        (one.raw, one.verdict),
        (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable)
    );
}

#[test]
fn nobody_is_ahead_by_ageing_alone() {
    let text = "indicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
    let at = |value: f64| Interval { value, low: value - 1.0, high: value + 1.0 };
    let mut told = Told::default().with("it_ghg_annualised", 2024, Value::exact(100.0)).with(
        "it_ghg_annualised",
        2025,
        Value::exact(85.0),
    );
    let against = |without: f64| Against {
        raw: at(-10.0),
        net: at(-10.0),
        without_ageing: at(without),
        without_grid: at(-10.0),
        acts: at(without),
        restated: 100.0,
        ageing: -10.0 - without,
        grid: 0.0,
    };
    told.against = Some(against(2.0));
    let one = stand(text, &told);
    // The raw and the net change, and their bounds, step over the same draws.
    let asked = told.asked.take();
    let distinct: BTreeSet<u64> = asked.iter().map(|keep| keep.to_bits()).collect();
    assert_eq!(asked.len(), distinct.len(), "{asked:?}");
    assert_eq!(one.net.as_ref().unwrap().verdict, CommitmentVerdict::Ahead);
    assert_eq!(one.net.as_ref().unwrap().without_ageing, Some(CommitmentVerdict::Late));
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(one.because.iter().any(|said| said.en.contains("ageing alone")));
    told.against = Some(against(-8.0));
    assert_eq!(stand(text, &told).verdict, CommitmentVerdict::Ahead);
}

#[test]
fn an_answer_without_proof_keeps_nothing() {
    let text = "indicator = \"nr_lead_exists\"\ntargets = { 2025 = 1 }";
    let told =
        |quality| Told::default().with("nr_lead_exists", 2025, Value::yes_no(true).with(quality));
    assert_eq!(stand(text, &told(Quality::Declared)).verdict, CommitmentVerdict::Ahead);
    let one = stand(text, &told(Quality::Unproven));
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert!(one.settle.unwrap().en.contains("proof"));
}

/// A base that nothing proves is lowered in a line of text: what rests on it is not kept.
#[test]
fn a_base_without_proof_keeps_nothing_that_rests_on_it() {
    let told = |quality| {
        let base = Value::exact(40.0).with(quality);
        let held = Told::default().with("awareness_rate", 2024, base);
        held.with("awareness_rate", 2025, Value::exact(62.0).with(Quality::Declared))
    };
    let change = "indicator = \"awareness_rate\"\ntarget = \"change\"\ntargets = { 2025 = 50 }";
    let line = "indicator = \"awareness_rate\"\ntarget = \"value\"\ntargets = { 2027 = 90 }";
    let floor = "indicator = \"awareness_rate\"\ntarget = \"floor\"\ntargets = { 2025 = 60 }";
    for text in [change, line, floor] {
        assert_eq!(
            stand(text, &told(Quality::Declared)).verdict,
            CommitmentVerdict::Ahead,
            "{text}"
        );
    }
    for text in [change, line] {
        let one = stand(text, &told(Quality::Unproven));
        assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable, "{text}");
        assert!(one.settle.unwrap().en.contains("proof"), "{text}");
    }
    // A floor holds whatever it started from.
    assert_eq!(stand(floor, &told(Quality::Unproven)).verdict, CommitmentVerdict::Ahead);
    // What is declared with its source is not displaced by what nothing proves.
    let both = format!("{change}\nbaseline = {{ value = 10, year = 2024, source = \"x\" }}");
    assert!(stand(&both, &told(Quality::Unproven)).base_is_declared);
    assert!(!stand(&both, &told(Quality::Declared)).base_is_declared);
}

#[test]
fn nothing_is_asked_before_the_first_step() {
    let held = Told::default().with("dc_pue", 2025, Value::exact(1.9));
    let text = "indicator = \"dc_pue\"\ntarget = \"ceiling\"\ntargets = { 2027 = 1.6 }";
    assert_eq!(stand(text, &held).verdict, CommitmentVerdict::NotDue);
}

/// The base is no step: before the first one a relative target asks for nothing either.
#[test]
fn of_a_change_in_steps_nothing_is_asked_before_the_first() {
    let told = Told::default().with("screens_per_user", 2024, Value::exact(100.0)).with(
        "screens_per_user",
        2025,
        Value::exact(101.0),
    );
    let of = |targets: &str, steps: bool| {
        let text = format!(
            "indicator = \"screens_per_user\"\ntarget = \"change\"\nsteps = {steps}\ntargets = {targets}"
        );
        stand(&text, &told)
    };
    let one = of("{ 2027 = -15 }", true);
    assert_eq!((one.verdict, one.asked, one.percent), (CommitmentVerdict::NotDue, None, None));
    assert_eq!(of("{ 2027 = -15 }", false).verdict, CommitmentVerdict::Late);
    assert_eq!(of("{ 2025 = -15 }", true).verdict, CommitmentVerdict::Late);
    let asked = of("{ \"2025-06-30\" = -5, 2027 = -15 }", true).asked;
    assert_eq!(asked, Some(-5.0));
}

#[test]
fn what_goes_the_wrong_way_or_contradicts_itself_has_no_verdict() {
    let held = Told::default()
        .with("it_electricity", 2024, Value::exact(98_000.0))
        .with("it_electricity", 2025, Value::exact(93_000.0))
        .with("reen_reuse_rate", 2025, Value::exact(56.25))
        .with("lifetime_km_median", 2024, Value::exact(84.4))
        .with("lifetime_km_median", 2025, Value::exact(93.0));
    for wrong in [
        "indicator = \"it_electricity\"\ntarget = \"floor\"\ntargets = { 2025 = 5000 }",
        "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2027 = 15 }",
        "indicator = \"it_electricity\"\ntarget = \"value\"\ntargets = { 2025 = 900000 }",
        "indicator = \"it_electricity\"\ntarget = \"value\"\ntargets = { 2026 = 900000, 2027 = 90000 }",
        "indicator = \"lifetime_km_median\"\ntarget = \"value\"\ntargets = { 2027 = 40 }",
        "indicator = \"reen_reuse_rate\"\ntarget = \"yes\"\ntargets = { 2025 = 1 }",
        "indicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2025 = 10, \"2025-12-31\" = 5 }",
    ] {
        let one = stand(wrong, &held);
        assert_eq!(one.verdict, CommitmentVerdict::NotMeasurable, "{wrong}");
        assert!(!one.because.is_empty(), "{wrong}");
    }
    let right = "indicator = \"it_electricity\"\ntarget = \"value\"\ntargets = { 2025 = 95000 }";
    assert_eq!(stand(right, &held).verdict, CommitmentVerdict::Ahead);
    // A ceiling that the start kept already is a duty not to fall back: kept, and said.
    let loose = "indicator = \"it_electricity\"\ntarget = \"ceiling\"\ntargets = { 2025 = 99000 }";
    let one = stand(loose, &held);
    assert_eq!(one.verdict, CommitmentVerdict::Ahead);
    assert!(one.because.iter().any(|said| said.en.contains("already kept the target")));
}

#[test]
fn two_commitments_of_one_name_are_neither_kept_nor_late() {
    let held = Told::default().with("reen_reuse_rate", 2025, Value::exact(56.25));
    let text = "[[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2025 = 50 }\n";
    let plan = Plan::parse(Path::new("plan.toml"), &text.repeat(2)).unwrap();
    let status = Status::of(&plan, &held, &Catalogue::shipped().unwrap(), 2025);
    let tally = status.tally();
    assert_eq!((tally.kept.len(), tally.late.len(), tally.not_measurable.len()), (0, 0, 2));
    assert!(status.standings[0].because[0].en.contains("already taken"));
}

#[test]
fn a_trend_alone_has_no_bounds() {
    let told = Told::default().with("it_electricity", 2024, Value::exact(100.0)).with(
        "it_electricity",
        2025,
        number(60.0, 90.0, 165.0),
    );
    let plan = plan("indicator = \"it_electricity\"\ntarget = \"trend\"");
    let status = Status::of(&plan, &told, &Catalogue::shipped().unwrap(), 2025);
    assert_eq!(status.standings[0].verdict, CommitmentVerdict::TrendOnly);
    let csv =
        empreinte_plan::status_csv(Vec::new(), &plan, &status, ground::table::CsvDialect::Standard);
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    assert!(csv.contains(",,,trend_only,trend_only,") && !csv.contains(",0,0,trend_only"), "{csv}");
    let json = empreinte_plan::status_json(&plan, &status);
    assert!(json.contains("\"low\": null"), "{json}");
}

#[test]
fn a_year_of_the_base_or_before_it_asks_for_nothing_and_says_so() {
    let held = Told::default().with("it_electricity", 2024, Value::exact(100.0)).with(
        "it_electricity",
        2025,
        Value::exact(90.0),
    );
    for target in ["change\"\ntargets = { 2027 = -5 }", "value\"\ntargets = { 2027 = 50 }"] {
        for (base, said) in [(2025, "the year of the base"), (2026, "comes before the base")] {
            let text =
                format!("indicator = \"it_electricity\"\nbase_year = {base}\ntarget = \"{target}");
            let one = stand(&text, &held);
            assert_eq!((one.verdict, one.settle), (CommitmentVerdict::NotDue, None), "{text}");
            assert!(one.because.iter().any(|because| because.en.contains(said)), "{text}");
        }
    }
}

#[test]
fn a_part_that_the_indicator_has_not_is_told_with_those_it_has() {
    let text = "indicator = \"lifetime_km_median\"\nfilter = { site = \"Est\" }\ntarget = \"floor\"\ntargets = { 2025 = 96 }";
    let held = Told::default().with("dc_pue", 2025, Value::exact(1.0));
    let one = stand(text, &held);
    assert_eq!(one.verdict, CommitmentVerdict::NoValue);
    assert!(one.settle.unwrap().en.ends_with("parts: Nord, Sud"));
}

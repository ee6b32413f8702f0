//! A plan as the program writes it: what a fresh one holds, and what it does not.

use empreinte_plan::{
    Blank, KnownWords, LegalForm, Plan, Referential, Seals, applying, blank, to_toml,
};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::table::Day;
use std::path::Path;

#[test]
fn a_blank_plan_is_a_plan_with_its_duties_grid_and_levers() {
    let form = LegalForm::of("commune").unwrap();
    let duties = applying(Some(form), Some(62_000)).unwrap();
    let grid = Referential::named("reen-2022-1084").unwrap();
    let lever = |word: &str, value: f64| {
        let label = Text { fr: format!("garder {word}"), en: format!("keep {word}") };
        (word.to_owned(), label, Interval { value, low: value - 400.0, high: value + 300.0 })
    };
    let levers = [lever("laptop.lifetime = +1", -800.4), lever("monitor.lifetime = +1", -0.4)];
    for lang in [Lang::Fr, Lang::En] {
        let of = Blank {
            organisation: "Ville \"de\" X\\",
            base_year: 2025,
            form: Some(form),
            population: Some(62_000),
            duties: &duties,
            referential: Some(&grid),
            levers: &levers,
            unit: "kgCO2e",
            is_carbon: true,
        };
        let text = blank(&of, lang);
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        assert_eq!(plan.identity.organisation, "Ville \"de\" X\\");
        assert_eq!(plan.identity.years, [2026, 2028]);
        assert_eq!((plan.commitments.len(), plan.criteria.len()), (5, 27));
        assert_eq!(plan.actions[0].expected_kg, Some(-800.0));
        let labels = [levers[0].1.say(lang), "laptop.lifetime = +1"];
        assert_eq!([plan.actions[0].label.as_str(), &plan.actions[0].lever], labels);
        assert_eq!((plan.actions[1].expected_kg, text.contains("-0.0")), (None, false));
        // What levers do to another criterion is no kg of CO2e.
        let other = blank(&Blank { unit: "kgSbe", is_carbon: false, ..of }, lang);
        assert!(other.contains("kgSbe") && !other.contains("expected_kg"), "{other}");
        assert_eq!(plan.commitments[0].dated(), [(2023, 25.0), (2024, 35.0), (2025, 50.0)]);
        // Nothing in it is an error.
        let catalogue = indicator::Catalogue::shipped().unwrap();
        let found = empreinte_plan::check(
            &plan,
            &text,
            &Seals::of(&plan, Path::new(".")),
            &catalogue,
            &KnownWords::default(),
            None,
        );
        let errors =
            found.iter().filter(|one| one.kind.severity() == empreinte_plan::Severity::Error);
        assert_eq!(errors.count(), 0, "{found:?}");
    }
}

/// A plan that was just written lacks what its reader must answer, and has no fault of the tool's.
#[test]
fn a_fresh_plan_is_found_wanting_only_what_is_to_be_answered() {
    use empreinte_plan::FindingKind as Kind;
    let catalogue = indicator::Catalogue::shipped().unwrap();
    let to_answer = [Kind::NoOwner, Kind::NoThreshold, Kind::NoAction, Kind::NoMeeting];
    for form in LegalForm::ALL.iter().copied() {
        for people in [None, Some(900), Some(62_000)] {
            for base_year in [2022, 2024, 2025, 2031] {
                let duties = applying(Some(form), people).unwrap();
                let of = Blank {
                    organisation: "X",
                    base_year,
                    form: Some(form),
                    population: people,
                    duties: &duties,
                    referential: None,
                    levers: &[],
                    unit: "kgCO2e",
                    is_carbon: true,
                };
                let text = blank(&of, Lang::Fr);
                let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
                let seals = Seals::of(&plan, Path::new("."));
                let on = Day::new(base_year + 1, 3, 1);
                let found = empreinte_plan::check(
                    &plan,
                    &text,
                    &seals,
                    &catalogue,
                    &KnownWords::default(),
                    on,
                );
                let other: Vec<_> =
                    found.iter().filter(|one| !to_answer.contains(&one.kind)).collect();
                assert!(other.is_empty(), "{} {people:?} {base_year}: {other:?}", form.code());
            }
        }
    }
}

/// What was not in a plan is in none that is written of it.
#[test]
fn a_plan_without_a_title_is_written_without_one() {
    let plan = Plan::parse(Path::new("p"), "[plan]\nyears = [2025, 2027]\n").unwrap();
    let written = to_toml(&plan).unwrap();
    assert!(!written.contains("\"\""), "{written}");
}

/// The State's guide is ranked by what its practices bear on; the types that grids name are types.
#[test]
fn the_practices_of_the_guide_about_equipment_name_its_types() {
    let set = factor::FactorSet::shipped().unwrap();
    for name in Referential::names() {
        for one in Referential::named(name).unwrap().blank(Lang::En) {
            let unknown = one.types.iter().find(|code| set.type_named(code).is_none());
            assert_eq!(unknown, None, "{name} {}", one.id);
        }
    }
    let guide = Referential::named("state-guide").unwrap().blank(Lang::En);
    let bears = |id: &str| guide.iter().find(|one| one.id == id).unwrap().types.join(" ");
    assert_eq!(bears("d.4"), "laptop desktop monitor");
    assert_eq!(bears("h.4"), "server");
    assert_eq!(bears("a.1"), "");
    assert_eq!(guide.iter().filter(|one| !one.types.is_empty()).count(), 24);
}

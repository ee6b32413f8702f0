//! The catalogue carried: whole, and in both languages.

use super::*;

#[test]
fn the_catalogue_holds_173_indicators_and_16_for_a_small_company() {
    let catalogue = Catalogue::shipped().unwrap();
    assert_eq!(catalogue.all().len(), 173);
    assert_eq!(catalogue.all().iter().filter(|d| d.core).count(), 16);
    let of = |family| catalogue.all().iter().filter(|d| d.family == family).count();
    let counts: Vec<usize> = Family::ALL.iter().map(|family| of(*family)).collect();
    assert_eq!(counts, [20, 20, 16, 17, 9, 6, 24, 23, 15, 23]);
}

#[test]
fn every_benchmark_has_its_source_and_stands_in_both_languages() {
    let catalogue = Catalogue::shipped().unwrap();
    let with: Vec<_> = catalogue.all().iter().filter_map(|d| d.benchmark.as_ref()).collect();
    assert_eq!(with.len(), 35);
    assert!(with.iter().all(|(said, source)| {
        [said, source].iter().all(|one| !one.fr.is_empty() && !one.en.is_empty())
    }));
}

/// Words that French and English share, and names: what both formulas of an indicator may have.
const SHARED: &str = "action actions adpe adpf agent agents api bmc bsdd cat channel clause code convention date \
    engagement ess eur exclusions guide kgco2e kwh lot lots max min mode nas organisation pdu \
    protection pue quota rationalisation route service services site smartphone stock support \
    tau type types utilisation web dist kind";

/// The words of a formula but for columns and codes: what holds a `_`, a point, or is in backticks.
fn words(formula: &str) -> std::collections::BTreeSet<String> {
    let prose = formula.split('`').step_by(2);
    let names =
        prose.flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')));
    let words = names.map(|name| name.trim_matches('.')).filter(|name| !name.contains(['_', '.']));
    let letters = words.map(|word| word.trim_end_matches(|c: char| !c.is_alphabetic()));
    letters.filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect()
}

#[test]
fn no_formula_is_left_in_english() {
    for one in Catalogue::shipped().unwrap().all() {
        assert!(!one.formula.fr.is_empty() && !one.formula.en.is_empty(), "{}", one.id);
        let english = words(&one.formula.en);
        let left: Vec<String> = words(&one.formula.fr)
            .into_iter()
            .filter(|word| {
                english.contains(word) && !SHARED.split(' ').any(|shared| shared == word)
            })
            .collect();
        assert!(left.is_empty(), "{}: {left:?} in {}", one.id, one.formula.fr);
    }
}

#[test]
fn what_a_formula_has_in_english_is_found() {
    let found = words("SUM weight(mode=`REUSE`)/weee_weight, kgCO2e, by type; plan.lead");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["kgco2e", "mode", "sum", "type", "weight"]);
}

#[test]
fn what_is_cited_is_named_in_both_languages() {
    let english = [
        "quoted by",
        "public repository",
        "annex ",
        "indicator",
        "checklist",
        " not ",
        "survey",
        "sheet",
    ];
    for one in Catalogue::shipped().unwrap().all() {
        let sources = one.benchmark.iter().map(|(_, source)| source);
        for said in sources.chain([&one.references]) {
            assert_eq!(said.fr.is_empty(), said.en.is_empty(), "{}", one.id);
            assert!(!english.iter().any(|word| said.fr.contains(word)), "{}: {}", one.id, said.fr);
        }
    }
}

#[test]
fn definitions_are_sentences_in_both_languages() {
    for one in Catalogue::shipped().unwrap().all() {
        for said in [&one.definition.fr, &one.definition.en] {
            assert!(said.ends_with('.') && said.len() > 20, "{}: {said}", one.id);
        }
    }
}

/// What a share is of is said of each, and of what a measure moves; no share but of others is above all.
#[test]
fn every_share_says_what_it_is_of() {
    let catalogue = Catalogue::shipped().unwrap();
    for one in catalogue.all() {
        assert_eq!(one.unit == "%", !one.whole.is_empty(), "{}", one.id);
    }
    for code in WHOLES {
        assert!(catalogue.all().iter().any(|one| one.whole == code), "{code}");
    }
    let impossible = |id: &str, value| catalogue.named(id).unwrap().impossible(value).is_some();
    assert!(impossible("nr_trained_rate", 140.0) && impossible("storage_per_user", -3.0));
    assert!(impossible("dc_pue", 0.9) && impossible("repair_index_min_bought", 12.0));
    assert!(!impossible("reen_reuse_rate", 200.0) && !impossible("nr_trained_rate", 100.0));
    assert!(catalogue.named("avoided_ghg").unwrap().may_be_negative());
    let of = |measures| catalogue.all().iter().filter(|one| one.measures == measures).count();
    assert_eq!([of(MeasuresMove::None), of(MeasuresMove::Workstations)], [7, 1]);
    let by = |age, grid| {
        let moved = |one: &&Definition| one.moved_by == MovedBy { age, grid, calendar: false };
        catalogue.all().iter().filter(moved).count()
    };
    assert_eq!([by(true, true), by(true, false), by(false, true)], [8, 1, 5]);
    let by_time = catalogue.all().iter().filter(|one| one.moved_by.calendar);
    assert_eq!(
        by_time.map(|one| one.id.as_str()).collect::<Vec<_>>(),
        [
            "age_mean_in_service",
            "share_over_reference_age",
            "share_under_warranty",
            "os_support_end_share"
        ]
    );
}

#[test]
fn a_misspelt_indicator_has_near_names() {
    let catalogue = Catalogue::shipped().unwrap();
    assert_eq!(catalogue.nearest("weee_wieght")[0], "weee_weight");
    assert!(catalogue.nearest("zzz").is_empty());
    // By its words, of either language, before what is only written alike.
    assert_eq!(catalogue.nearest("pue")[0], "dc_pue");
    assert!(catalogue.nearest("Taux de réemploi").contains(&"reen_reuse_rate"));
    assert_eq!(catalogue.nearest("it electricity")[0], "it_electricity");
}

#[test]
fn what_is_of_a_person_says_so() {
    let catalogue = Catalogue::shipped().unwrap();
    let headcount = |id: &str| catalogue.named(id).unwrap().headcount;
    for id in ["it_ghg_per_user", "smartphone_equipped_rate", "nr_fte_ratio", "emails_per_user"] {
        assert_eq!(headcount(id), Some(Headcount::Divides), "{id}");
    }
    assert_eq!(headcount("users_per_printer"), Some(Headcount::Multiplies));
    assert_eq!(headcount("it_ghg_annualised"), None);
    // A unit of a person is no column to forget.
    for one in catalogue.all().iter().filter(|one| one.unit.contains("user")) {
        assert!(one.headcount.is_some(), "{}", one.id);
    }
}

//! A table of sentences in both languages, with what becomes of each.

use empreinte_statement::{
    Dimension, Facts, Flow, Known, PartOfTotal, SentenceVerdict, StatedChange, Subject, allowed,
    lint,
};
use ground::lang::Text;
use ground::text;

fn known(id: &str, of: Dimension, value: f64, bounds: Option<(f64, f64)>, label: Text) -> Known {
    let subject = match id {
        "total" | "it_electricity" => Subject::Estate,
        id if id.ends_with("_per_user") => Subject::Person,
        _ => Subject::Label,
    };
    // The rate's name does not say that it is of what leaves; its definition does.
    let flow = Flow::of(&label).or((id == "reen_reuse_rate").then_some(Flow::Out));
    let part = id.starts_with("footprint.csv:").then_some(PartOfTotal::OfEquipment);
    let whole = match id {
        "weee_ecoorg_share" => "waste",
        "reuse_rate_cohort" => "exits",
        "refurbished_rate_units" => "units_bought",
        "refurbished_rate_spend" => "spend",
        _ => "",
    };
    Known {
        bounds,
        flow,
        part,
        whole: whole.into(),
        told: true,
        ..Known::exact(id.into(), label, of, subject, value)
    }
}

/// The invented town's run against earlier years.
fn changes() -> Vec<StatedChange> {
    vec![
        StatedChange {
            subject: Subject::Estate,
            of: Dimension::Carbon,
            year: 2023,
            before: 21_558.0,
            percent: 12.0,
            comparable: true,
            distinguishable: true,
            unread: None,
        },
        StatedChange {
            subject: Subject::Estate,
            of: Dimension::Carbon,
            year: 2024,
            before: 26_245.0,
            percent: -8.0,
            comparable: false,
            distinguishable: false,
            unread: None,
        },
        StatedChange {
            subject: Subject::Person,
            of: Dimension::Carbon,
            year: 2023,
            before: 60.6,
            percent: -5.3,
            comparable: true,
            distinguishable: true,
            unread: None,
        },
        StatedChange {
            subject: Subject::Estate,
            of: Dimension::Energy,
            year: 2023,
            before: 102_057.0,
            percent: -10.0,
            comparable: true,
            distinguishable: true,
            unread: None,
        },
    ]
}

/// What the invented town's run has besides.
fn figures() -> Vec<Known> {
    vec![
        known(
            "it_electricity",
            Dimension::Energy,
            91_851.0,
            Some((55_716.0, 152_708.0)),
            text!("Consommation électrique du SI", "Electricity used by IT"),
        ),
        known(
            "it_ghg_per_user",
            Dimension::Carbon,
            57.4,
            Some((55.9, 87.6)),
            text!("Empreinte par utilisateur", "Footprint per user"),
        ),
        known(
            "reen_reuse_rate",
            Dimension::Percent,
            56.25,
            None,
            text!("Taux réglementaire de réemploi et réutilisation", "Statutory rate of reuse"),
        ),
        known(
            "weee_weight",
            Dimension::Mass,
            121.0,
            None,
            text!("Poids total des DEEE", "Total weight of WEEE"),
        ),
        known(
            "weee_ecoorg_share",
            Dimension::Percent,
            22.66,
            None,
            text!(
                "Part des DEEE confiés à des éco-organismes agréés",
                "WEEE handed to approved eco-organisations"
            ),
        ),
        known(
            "reassigned_share",
            Dimension::Percent,
            100.0,
            None,
            text!("Matériels restitués réemployés en interne", "Returned devices reassigned"),
        ),
        known("dc_pue", Dimension::Ratio, 1.96, None, text!("PUE", "Power usage effectiveness")),
        known(
            "dc_pue: SALLE-B",
            Dimension::Ratio,
            1.5,
            None,
            text!("PUE, SALLE-B", "Power usage effectiveness, SALLE-B"),
        ),
        known(
            "footprint.csv: laptop",
            Dimension::Carbon,
            3_450.0,
            None,
            text!("ordinateur portable", "laptop"),
        ),
    ]
}

/// What it counts, and shares of what came in and of what left.
fn counted_and_bought() -> Vec<Known> {
    vec![
        known(
            "reuse_rate_cohort",
            Dimension::Percent,
            31.0,
            None,
            text!("Taux de réemploi des sorties de l'année", "Reuse rate of exits in the period"),
        ),
        known(
            "refurbished_rate_units",
            Dimension::Percent,
            16.7,
            Some((16.7, 20.0)),
            text!("Part des achats reconditionnés (unités)", "Refurbished units among purchases"),
        ),
        known(
            "refurbished_rate_spend",
            Dimension::Percent,
            7.78,
            Some((7.78, 10.2)),
            text!(
                "Part des dépenses HT en matériel réemployé (AGEC)",
                "Refurbished share of spend (AGEC)"
            ),
        ),
        known(
            "donated_count",
            Dimension::Units,
            7.0,
            None,
            text!("Biens réformés donnés", "Retired units donated"),
        ),
        known(
            "footprint.csv, units: laptop",
            Dimension::Units,
            120.0,
            None,
            text!("ordinateur portable", "laptop"),
        ),
        Known {
            subject: Subject::Estate,
            ..known(
                "inventory.csv",
                Dimension::Units,
                406.0,
                None,
                text!("en service", "in service"),
            )
        },
    ]
}

/// The invented town's run of 2025.
fn facts() -> Facts {
    Facts {
        rows_unread: None,
        year: 2025,
        units: 474.0,
        listed: 492.0,
        method: "rcp-si".into(),
        factors: "core-2026.12".into(),
        total: Some(known(
            "total",
            Dimension::Carbon,
            24_145.0,
            Some((23_488.0, 36_795.0)),
            text!("empreinte du parc", "footprint of the estate"),
        )),
        figures: [figures(), counted_and_bought()].concat(),
        changes: changes(),
        declared: Vec::new(),
        people: Some(420.0),
        former: Vec::new(),
        plan: false,
        partial: false,
        unread: Vec::new(),
        contradicted: Vec::new(),
        services: true,
    }
}

#[test]
fn every_sentence_of_the_table_has_its_verdict() {
    let facts = facts();
    let mut reader = csv::Reader::from_reader(include_str!("sentences.csv").as_bytes());
    let (mut rows, mut refused, mut wrong) = (0, 0, Vec::new());
    let mut languages = std::collections::BTreeMap::<String, usize>::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (lang, expected, sentence) = (&row[0], &row[1], &row[2]);
        *languages.entry(lang.to_owned()).or_default() += 1;
        rows += 1;
        let linted = lint(sentence, Some(&facts)).unwrap();
        let codes: Vec<&str> = linted
            .iter()
            .flat_map(|one| {
                let rules = one.rules.iter().map(|rule| rule.code.as_str());
                let own = (one.verdict != SentenceVerdict::Refused).then_some(one.verdict.code());
                rules.chain(own)
            })
            .collect();
        let held = if ["shown", "other", "unchecked"].contains(&expected) {
            !codes.is_empty() && codes.iter().all(|code| *code == expected)
        } else {
            refused += 1;
            codes.contains(&expected)
        };
        if !held {
            wrong.push(format!("{sentence} → {codes:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 60 && refused >= 30, "{rows} {refused}");
    assert!(languages.values().all(|rows| *rows >= 30), "{languages:?}");
}

#[test]
fn the_sentences_that_are_written_pass_the_lint_in_both_languages() {
    let facts = facts();
    for one in allowed(&facts) {
        for sentence in [&one.sentence.fr, &one.sentence.en] {
            for linted in lint(sentence, Some(&facts)).unwrap() {
                assert_ne!(
                    linted.verdict,
                    SentenceVerdict::Unchecked,
                    "{sentence}: {:?}",
                    linted.notes
                );
                let codes: Vec<&str> = linted.rules.iter().map(|r| r.code.as_str()).collect();
                assert_ne!(
                    linted.verdict,
                    SentenceVerdict::Refused,
                    "{sentence}: {codes:?} {:?}",
                    linted.notes
                );
            }
        }
    }
}

#[test]
fn a_plan_opens_what_is_announced_and_nothing_else() {
    let facts = Facts { plan: true, ..facts() };
    let verdict = |text: &str| lint(text, Some(&facts)).unwrap().remove(0).verdict;
    assert_eq!(
        verdict("We will cut the carbon footprint of our devices by 50% by 2030."),
        SentenceVerdict::Unchecked
    );
    assert_eq!(verdict("Nous réduirons notre empreinte."), SentenceVerdict::Other);
    assert_eq!(verdict("Nous serons neutres en carbone d'ici 2030."), SentenceVerdict::Refused);
}

#[test]
fn without_a_run_figures_are_not_checked_and_rules_hold() {
    let verdict = |text: &str| lint(text, None).unwrap().remove(0).verdict;
    assert_eq!(verdict("Notre parc pèse 24 t de CO2e."), SentenceVerdict::Unchecked);
    assert_eq!(verdict("Our IT is carbon neutral."), SentenceVerdict::Refused);
    assert!(lint("", None).unwrap().is_empty());
    assert!(lint("\u{0}\n»«\"", None).unwrap().is_empty());
}

/// What a line begins with is no sign, and a percentage before a colon is no level of confidence where
/// words follow it: the same figure has the same verdict, whatever the list it stands in.
#[test]
fn the_mark_of_a_list_is_no_sign_and_a_colon_before_words_tells_no_interval() {
    let facts = facts();
    let verdicts = |text: &str| {
        let linted = lint(text, Some(&facts)).unwrap();
        linted.iter().map(|one| (one.verdict, one.rules.len())).collect::<Vec<_>>()
    };
    for sentence in [
        "36 % de notre électricité est mesurée.",
        "24 t CO2e (23,5 à 36,8 à 90 %, core-2026.12) pour notre parc informatique en 2025.",
        "56,3 % : taux réglementaire de réemploi et réutilisation en 2025.",
        "Our IT is carbon neutral.",
    ] {
        let alone = verdicts(sentence);
        for mark in ["- ", "* ", "+ ", "– ", "— ", "• ", "> ", "## ", "| ", "> - "] {
            assert_eq!(verdicts(&format!("{mark}{sentence}")), alone, "{mark}{sentence}");
        }
    }
    let colon = verdicts("36 % : part de notre électricité qui est mesurée.");
    assert!(colon.iter().all(|(verdict, _)| *verdict != SentenceVerdict::Refused), "{colon:?}");
    // A sign stands at its figure, and a level before figures.
    let fell = |text: &str| lint(text, Some(&facts)).unwrap().remove(0);
    assert!(fell("-36 % d'électricité en 2025.").verdict != SentenceVerdict::Shown);
}

#[test]
fn a_figure_that_is_shown_says_what_it_lacks() {
    let facts = facts();
    let linted = lint("Notre empreinte carbone est de 24 t.", Some(&facts)).unwrap().remove(0);
    assert_eq!(linted.verdict, SentenceVerdict::Shown);
    let notes: Vec<&str> = linted.notes.iter().map(|note| note.fr.as_str()).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    // The low bound alone is not the figure.
    let linted = lint("Notre parc informatique émet 19 t de CO2e en 2025.", Some(&facts)).unwrap();
    assert_eq!(linted[0].verdict, SentenceVerdict::Refused);
}

/// A total that is partial is told as one.
#[test]
fn a_partial_total_is_to_be_told_as_partial() {
    let facts = Facts { partial: true, ..facts() };
    let notes = |text: &str| {
        let linted = lint(text, Some(&facts)).unwrap().remove(0);
        assert_eq!(linted.verdict, SentenceVerdict::Shown, "{text}");
        linted.notes.iter().map(|note| note.fr.clone()).collect::<Vec<_>>().join(" ")
    };
    let whole = "En 2025, l'empreinte de notre parc est de 24 t CO2e (entre 23 et 37 t).";
    assert!(notes(whole).contains("le total est partiel"));
    let said = "En 2025, l'empreinte partielle de notre parc est de 24 t CO2e (entre 23 et 37 t).";
    assert!(!notes(said).contains("le total est partiel"));
    let energy = "En 2025, notre parc a consommé 91,9 MWh (entre 55 et 153 MWh).";
    assert!(!notes(energy).contains("le total est partiel"), "{}", notes(energy));
}

/// A sentence that names an earlier year alone is held against that year, for every figure of it, and
/// what is said of it names that year.
#[test]
fn a_figure_of_an_earlier_year_is_that_years() {
    let weight = |value| Known { value, ..figures().remove(3) };
    let pue = |value| Known { value, ..figures().remove(6) };
    let of = |year, tons: f64, waste, ratio| Facts {
        year,
        total: facts().total.map(|total| Known { value: tons * 1e3, bounds: None, ..total }),
        figures: vec![weight(waste), pue(ratio)],
        changes: Vec::new(),
        ..facts()
    };
    let former = vec![of(2023, 20.5, 32.4, 2.3), of(2024, 24.9, 40.8, 2.18)];
    let facts = Facts { former, ..facts() };
    for (sentence, expected) in [
        ("En 2024, 41 kg de DEEE ont été remis.", SentenceVerdict::Shown),
        ("In 2024, 41 kg of WEEE were handed over.", SentenceVerdict::Shown),
        ("En 2024, 121 kg de DEEE ont été remis.", SentenceVerdict::Unchecked),
        ("In 2023, 121 kg of WEEE were handed over.", SentenceVerdict::Unchecked),
        ("En 2024, notre PUE était de 2,18.", SentenceVerdict::Shown),
        ("In 2023, our PUE was 2.3.", SentenceVerdict::Shown),
        ("In 2024, our PUE was 1.96.", SentenceVerdict::Refused),
        ("En 2023, l'empreinte du parc était de 20,5 t CO2e.", SentenceVerdict::Shown),
        ("En 2023, l'empreinte du parc était de 99 t CO2e.", SentenceVerdict::Refused),
        ("En 2022, l'empreinte du parc était de 99 t CO2e.", SentenceVerdict::Unchecked),
    ] {
        let linted = lint(sentence, Some(&facts)).unwrap().remove(0);
        assert_eq!(linted.verdict, expected, "{sentence}: {:?}", linted.notes);
        if expected == SentenceVerdict::Refused {
            let note = &linted.notes[0];
            assert!(note.fr.starts_with("calcul de 202"), "{note:?}");
        }
    }
}

/// What is compared with an earlier year is of the run, although it names that year alone.
#[test]
fn a_change_since_an_earlier_year_is_of_the_run_and_not_of_that_year() {
    let before = Facts {
        year: 2023,
        total: facts().total.map(|total| Known { value: 21_558.0, bounds: None, ..total }),
        changes: Vec::new(),
        ..facts()
    };
    let facts = Facts { former: vec![before], ..facts() };
    for (sentence, expected) in [
        (
            "Notre parc informatique a consommé un dixième de moins d'électricité qu'en 2023.",
            SentenceVerdict::Shown,
        ),
        (
            "L'électricité de notre parc informatique a baissé de 10 % par rapport à 2023.",
            SentenceVerdict::Shown,
        ),
        ("Our IT estate used a tenth less electricity than in 2023.", SentenceVerdict::Shown),
        ("Our IT estate used half as much electricity as in 2023.", SentenceVerdict::Refused),
        (
            "L'électricité de notre parc informatique a baissé de 30 % depuis 2023.",
            SentenceVerdict::Refused,
        ),
        (
            "L'électricité de notre parc informatique : -10,2 MWh par rapport à 2023.",
            SentenceVerdict::Shown,
        ),
        ("The electricity of our IT estate: +10.2 MWh against 2023.", SentenceVerdict::Refused),
        ("Notre parc informatique a émis moins qu'en 2023.", SentenceVerdict::Refused),
        ("Our IT estate did not emit less than in 2023.", SentenceVerdict::Shown),
        ("Depuis 2023, notre parc informatique pollue moins.", SentenceVerdict::Refused),
        // What was in that year is of it.
        ("En 2023, l'empreinte du parc était de 21,6 t CO2e.", SentenceVerdict::Shown),
    ] {
        let linted = lint(sentence, Some(&facts)).unwrap().remove(0);
        assert_eq!(linted.verdict, expected, "{sentence}: {:?}", linted.notes);
        if expected == SentenceVerdict::Refused {
            assert!(!linted.notes[0].fr.contains("calcul de 2023"), "{:?}", linted.notes);
        }
    }
}

/// What the run has under another name, or of the same thing, is what the note says.
#[test]
fn notes_name_what_the_run_has_of_the_same_thing() {
    let facts = facts();
    let note = |text: &str| {
        let linted = lint(text, Some(&facts)).unwrap().remove(0);
        assert_eq!(linted.verdict, SentenceVerdict::Unchecked, "{text}");
        linted.notes.iter().map(|note| note.fr.clone()).collect::<Vec<_>>().join(" ")
    };
    let reuse = note("En 2025, 56,3 % du matériel réformé a été réemployé.");
    assert!(reuse.contains("est dans le calcul sous le nom « Taux réglementaire"), "{reuse}");
    let pue = note("Le PUE de notre hébergeur est de 1,2 en 2025.");
    assert!(pue.contains("PUE : 1,96") && !pue.contains("492"), "{pue}");
    let waste = note("Tous nos DEEE ont été confiés à un éco-organisme.");
    assert!(waste.contains("éco-organismes agréés : 22,7 %"), "{waste}");
}

#[test]
fn gas_is_no_electricity_and_electricity_no_emission() {
    let facts = facts();
    for (sentence, expected) in [
        (
            "En 2025, notre parc informatique a consommé 92 MWh d'électricité.",
            SentenceVerdict::Shown,
        ),
        ("En 2025, notre parc informatique a consommé 92 MWh de gaz.", SentenceVerdict::Unchecked),
        (
            "En 2025, notre parc informatique a consommé 92 MWh de carbone.",
            SentenceVerdict::Unchecked,
        ),
        (
            "En 2025, notre parc informatique a consommé 92 MWh de gaz à effet de serre.",
            SentenceVerdict::Unchecked,
        ),
        ("In 2025, our IT estate consumed 92 MWh of gas.", SentenceVerdict::Unchecked),
        ("In 2025, our IT estate consumed 92 MWh of CO2.", SentenceVerdict::Unchecked),
    ] {
        let linted = lint(sentence, Some(&facts)).unwrap();
        assert_eq!(linted[0].verdict, expected, "{sentence}: {:?}", linted[0].notes);
    }
}

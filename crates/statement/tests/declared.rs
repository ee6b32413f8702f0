//! Bases that a plan declares: what may be said of them, and what not.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{
    Declared, Dimension, Facts, Known, SentenceVerdict, Subject, allowed, lint,
};
use ground::text;

fn facts(source: &str) -> Facts {
    let known = |id: &str, of, value| Known {
        bounds: Some((value * 0.9, value * 1.2)),
        told: true,
        ..Known::exact(id.to_owned(), text!("empreinte", "footprint"), of, Subject::Estate, value)
    };
    Facts {
        year: 2025,
        units: 100.0,
        listed: 100.0,
        method: "rcp-si".to_owned(),
        factors: "core".to_owned(),
        total: Some(known("run.json: interval_90", Dimension::Carbon, 24_000.0)),
        declared: vec![Declared {
            id: "it_ghg_annualised".to_owned(),
            label: text!("empreinte du parc", "footprint of the estate"),
            of: Dimension::Carbon,
            subject: Subject::Estate,
            year: 2021,
            value: 31_400.0,
            source: source.to_owned(),
        }],
        plan: true,
        ..Facts::default()
    }
}

fn linted(sentence: &str, source: &str) -> (SentenceVerdict, Vec<String>, Vec<String>) {
    let one = lint(sentence, Some(&facts(source))).unwrap().remove(0);
    let codes = one.rules.iter().map(|rule| rule.code.clone()).collect();
    (one.verdict, codes, one.notes.iter().map(|note| note.fr.clone()).collect())
}

const SOURCE: &str = "étude du cabinet X";

#[test]
fn a_declared_base_is_written_as_declared_with_its_source_and_passes_the_lint() {
    let facts = facts(SOURCE);
    let written = allowed(&facts).pop().unwrap();
    assert_eq!(written.rests_on, "plan.toml: baseline (it_ghg_annualised)");
    let sentence = &written.sentence.fr;
    assert!(
        sentence.contains("déclaré") && sentence.contains(SOURCE) && sentence.contains("31,4"),
        "{sentence}"
    );
    for sentence in [&written.sentence.fr, &written.sentence.en] {
        for one in lint(sentence, Some(&facts)).unwrap() {
            assert_ne!(one.verdict, SentenceVerdict::Refused, "{sentence}: {:?}", one.notes);
        }
    }
    // Without its source nobody can check it: it is not written.
    let without = allowed(&self::facts(" "));
    assert!(without.iter().all(|one| !one.sentence.fr.contains("déclaré")), "{without:?}");
}

#[test]
fn a_sentence_tells_a_declared_base_as_declared_with_its_source_or_is_refused() {
    let told = "En 2021, l'empreinte carbone déclarée de notre parc était de 31,4 t CO2e (étude du cabinet X).";
    let (verdict, _, notes) = linted(told, SOURCE);
    assert_eq!((verdict, notes.len()), (SentenceVerdict::Shown, 0), "{notes:?}");
    let both = "L'empreinte carbone déclarée de 2021 (étude du cabinet X) était de 31,4 t CO2e ; en 2025, elle est estimée à 24 t CO2e.";
    assert_eq!(linted(both, SOURCE).0, SentenceVerdict::Shown);
    for (sentence, source, why) in [
        (
            "En 2021, l'empreinte carbone de notre parc était de 31,4 t CO2e.",
            SOURCE,
            "est déclaré, et non calculé",
        ),
        (
            "En 2021, l'empreinte carbone déclarée de notre parc était de 31,4 t CO2e.",
            SOURCE,
            "étude du cabinet X",
        ),
        (
            "En 2021, l'empreinte carbone déclarée de notre parc était de 28 t CO2e (étude du cabinet X).",
            SOURCE,
            "est de 31,4",
        ),
        (told, "", "déclarée sans source"),
    ] {
        let (verdict, codes, notes) = linted(sentence, source);
        assert_eq!(
            (verdict, codes),
            (SentenceVerdict::Refused, vec!["figure".to_owned()]),
            "{sentence}"
        );
        assert!(notes.iter().any(|note| note.contains(why)), "{sentence}: {notes:?}");
    }
}

#[test]
fn no_change_is_told_from_a_declared_base() {
    for sentence in [
        "Depuis 2021, notre empreinte carbone a baissé de 24 %.",
        "Entre 2021 et 2025, l'empreinte carbone de notre parc est passée de 31,4 t à 24 t CO2e.",
        "Our carbon footprint fell by 24% since 2021.",
    ] {
        let (verdict, codes, notes) = linted(sentence, SOURCE);
        assert_eq!(verdict, SentenceVerdict::Refused, "{sentence}");
        assert!(codes.contains(&"comparison".to_owned()), "{sentence}: {codes:?}");
        assert!(notes.iter().any(|note| note.contains("autre méthode")), "{sentence}: {notes:?}");
    }
    // From a year that nobody declares, it is as it was.
    let (_, codes, _) = linted("Depuis 2019, notre empreinte carbone a baissé de 24 %.", SOURCE);
    assert_eq!(codes, ["figure"]);
}

#[test]
fn a_declared_pue_is_told_as_any_declared_base() {
    let label = || text!("PUE", "Power usage effectiveness");
    let mut facts = facts(SOURCE);
    let (of, subject) = (Dimension::Ratio, Subject::Label);
    facts.figures.push(Known::exact("dc_pue".to_owned(), label(), of, subject, 1.96));
    facts.declared = vec![Declared {
        id: "dc_pue".to_owned(),
        label: label(),
        of,
        subject,
        year: 2021,
        value: 2.1,
        source: SOURCE.to_owned(),
    }];
    let written = allowed(&facts).pop().unwrap().sentence;
    assert!(written.fr.contains("(PUE) est de 2,10, selon"), "{}", written.fr);
    let verdict = |sentence: &str| lint(sentence, Some(&facts)).unwrap().remove(0).verdict;
    assert_eq!(verdict(&written.fr), SentenceVerdict::Shown);
    assert_eq!(
        verdict("Le PUE déclaré de 2021 (étude du cabinet X) était de 2,1."),
        SentenceVerdict::Shown
    );
    for sentence in [
        "Notre PUE était de 2,1 en 2021.",
        "Le PUE déclaré de 2021 (étude du cabinet X) était de 1,5.",
        "Our PUE was 1.5 in 2021.",
    ] {
        assert_eq!(verdict(sentence), SentenceVerdict::Refused, "{sentence}");
    }
    // Of a year that nobody tells anything of, nothing is said.
    assert_eq!(verdict("Notre PUE était de 2,1 en 2020."), SentenceVerdict::Unchecked);
}

/// A sentence goes to the public: who is named in a source stays out of it, and what is written so
/// passes the lint.
#[test]
fn the_people_of_a_source_are_not_written() {
    let facts = facts("étude de M. Exemple, jean.exemple@example.org, 06 12 34 56 78");
    let written = allowed(&facts).pop().unwrap().sentence;
    for sentence in [&written.fr, &written.en] {
        assert!(!sentence.contains("example.org") && !sentence.contains("06 12"), "{sentence}");
        assert!(sentence.contains("étude") && sentence.contains("***"), "{sentence}");
        for one in lint(sentence, Some(&facts)).unwrap() {
            assert_ne!(one.verdict, SentenceVerdict::Refused, "{sentence}: {:?}", one.notes);
        }
    }
}

/// A page or a year within the source is the source's, and a number elsewhere is none of it.
#[test]
fn the_numbers_of_a_source_are_its_own() {
    let source = "étude du cabinet X, rapport p. 4";
    let facts = facts(source);
    let written = allowed(&facts).pop().unwrap();
    for sentence in [&written.sentence.fr, &written.sentence.en] {
        assert!(sentence.contains("p. 4"), "{sentence}");
        for one in lint(sentence, Some(&facts)).unwrap() {
            assert_eq!(one.verdict, SentenceVerdict::Shown, "{sentence}: {:?}", one.notes);
        }
    }
    let other = written.sentence.fr.replace("rapport p. 4", "rapport p. 5");
    let verdicts = lint(&other, Some(&facts)).unwrap();
    assert!(verdicts.iter().all(|one| one.verdict != SentenceVerdict::Shown), "{verdicts:?}");
}

//! Shares and weights of which less is known than they say: each is told with its bounds, or not.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{Dimension, Facts, Flow, Known, SentenceVerdict, Subject, allowed, lint};
use ground::lang::Text;
use ground::text;

fn known(id: &str, of: Dimension, label: Text, value: f64, bounds: Option<(f64, f64)>) -> Known {
    let of_exits = id == "reuse_rate_cohort";
    let whole = if of_exits { "exits" } else { "waste" };
    Known {
        bounds,
        flow: Some(Flow::Out),
        whole: whole.into(),
        told: true,
        ..Known::exact(id.into(), label, of, Subject::Label, value)
    }
}

/// Of 100 kg of waste, what became of 2 is known; of five things that left in ten, nobody knows whether they
/// were reused; what was handed over was weighed.
fn facts() -> Facts {
    let (share, weight) = (Dimension::Percent, Dimension::Mass);
    let figures = vec![
        known(
            "weee_recycling_rate",
            share,
            text!("Taux de recyclage et réutilisation des DEEE", "WEEE recycling and reuse rate"),
            100.0,
            Some((2.0, 100.0)),
        ),
        known(
            "weee_recovery_rate",
            share,
            text!("Taux de valorisation des DEEE", "WEEE recovery rate"),
            90.2,
            Some((69.1, 93.4)),
        ),
        known(
            "weee_operator_share",
            share,
            text!("DEEE confiés à des opérateurs", "WEEE handed to operators"),
            77.3,
            Some((76.0, 79.0)),
        ),
        known(
            "weee_weighed_share",
            share,
            text!("DEEE dangereux pesés", "Hazardous WEEE weighed"),
            100.0,
            Some((96.0, 100.0)),
        ),
        known(
            "reuse_rate_cohort",
            share,
            text!("Taux de réemploi des sorties de l'année", "Reuse rate of exits in the year"),
            30.0,
            Some((30.0, 80.0)),
        ),
        known(
            "weee_weight",
            weight,
            text!("Poids des DEEE remis", "WEEE weight handed over"),
            65.4,
            Some((65.4, f64::INFINITY)),
        ),
        known(
            "weee_disposal_weight",
            weight,
            text!("DEEE éliminés", "WEEE directed to disposal"),
            0.0,
            Some((0.0, 98.0)),
        ),
        known(
            "weee_hazardous_weight",
            weight,
            text!("DEEE dangereux", "Hazardous WEEE"),
            0.0,
            Some((0.0, 0.0)),
        ),
    ];
    Facts { year: 2025, figures, ..Facts::default() }
}

fn verdicts(all: &[&str], expected: SentenceVerdict) {
    let facts = facts();
    let mut wrong = Vec::new();
    for sentence in all {
        let linted = lint(sentence, Some(&facts)).unwrap();
        if linted.len() != 1 || linted[0].verdict != expected {
            wrong.push(format!("{sentence} → {linted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_share_or_weight_of_which_less_is_known_is_not_shown_bare() {
    verdicts(
        &[
            "In 2025, 100% of our WEEE was recycled or reused.",
            "In 2025, 100% of our WEEE was recycled.",
            "En 2025, 100 % de nos DEEE ont été recyclés.",
            "En 2025, le taux de recyclage et réutilisation de nos DEEE est de 100 %.",
            "En 2025, 90 % de nos DEEE ont été valorisés.",
            "In 2025, about 90% of our WEEE was recovered.",
            "In 2025, our WEEE recovery rate is 90.2%.",
            "En 2025, 30 % de nos sorties ont été réemployées.",
            "In 2025, 30% of our exits were reused.",
            "En 2025, 0 kg de DEEE éliminés.",
            "In 2025, 0 kg of WEEE directed to disposal.",
            "Les DEEE de notre parc ont été éliminés : 0 kg en 2025.",
            "En 2025, nos DEEE remis pèsent 65,4 kg.",
            "En 2025, 100 % de nos DEEE dangereux ont été pesés.",
            // Bounds that are too narrow.
            "In 2025, 100% of our WEEE was recycled (between 90 and 100%).",
            "In 2025, at least 50% of our WEEE was recycled.",
            "En 2025, moins de 20 kg de DEEE éliminés.",
            // In words.
            "En 2025, nous n'avons éliminé aucun déchet.",
            "In 2025, no WEEE was disposed of.",
            "En 2025, aucun DEEE n'a été enfoui.",
        ],
        SentenceVerdict::Unchecked,
    );
}

#[test]
fn with_its_bounds_or_within_its_rounding_it_is_shown() {
    verdicts(
        &[
            "In 2025, 100% of our WEEE was recycled (between 2 and 100%).",
            "In 2025, between 2 and 100% of our WEEE was recycled.",
            "In 2025, at least 2% of our WEEE was recycled.",
            "En 2025, 90 % de nos DEEE ont été valorisés (entre 69 et 94 %).",
            "En 2025, entre 69 et 94 % de nos DEEE ont été valorisés.",
            "En 2025, au moins 69 % de nos DEEE ont été valorisés.",
            "In 2025, less than 94% of our WEEE was recovered.",
            "En 2025, 30 % de nos sorties ont été réemployées (entre 30 et 80 %).",
            "En 2025, 0 kg de DEEE éliminés (entre 0 et 98 kg).",
            "En 2025, moins de 100 kg de DEEE éliminés.",
            "En 2025, nos DEEE remis pèsent au moins 65,4 kg.",
            // What is known is known: 76 to 79 is about 77.3, and nothing is none.
            "En 2025, 77,3 % de nos DEEE ont été confiés à des opérateurs.",
            "En 2025, 77 % de nos DEEE ont été confiés à des opérateurs.",
            "In 2025, 77% of our WEEE was handed to operators.",
            "En 2025, 0 kg de DEEE dangereux.",
        ],
        SentenceVerdict::Shown,
    );
}

/// What is written of them, and what the lint says to write, is what it shows.
#[test]
fn the_bounds_to_write_are_said_and_pass() {
    let facts = facts();
    for one in allowed(&facts).iter().skip(1) {
        for sentence in [&one.sentence.fr, &one.sentence.en] {
            let linted = lint(sentence, Some(&facts)).unwrap();
            assert_eq!(linted[0].verdict, SentenceVerdict::Shown, "{sentence}: {linted:?}");
        }
    }
    let linted = lint("En 2025, 90 % de nos DEEE ont été valorisés.", Some(&facts)).unwrap();
    let note = &linted[0].notes[0];
    assert!(note.fr.contains("90\u{a0}% (entre 69 et 94\u{a0}%)"), "{note:?}");
    assert!(note.en.contains("90% (between 69 and 94%)"), "{note:?}");
}

//! Two figures in a sentence: the words between them and about them agree with them, or are not shown.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{Dimension, Facts, Known, SentenceVerdict, StatedChange, Subject, lint};
use ground::text;

/// What is told, its figures of 2025 and 2024, and what a sentence says of it in each language.
struct Told {
    of: Dimension,
    subject: Subject,
    now: f64,
    before: f64,
    /// How a sentence begins, and its figures, of this year and of the one before.
    fr: (&'static str, &'static str, &'static str),
    en: (&'static str, &'static str, &'static str),
}

/// Things that fell, and things that rose.
fn all() -> Vec<Told> {
    let told = |of, subject, (now, before), fr, en| Told { of, subject, now, before, fr, en };
    let (carbon, energy) = (Dimension::Carbon, Dimension::Energy);
    vec![
        told(
            carbon,
            Subject::Estate,
            (2_420.0, 2_740.0),
            ("notre parc informatique a émis", "2,42 t CO2e", "2,74 t CO2e"),
            ("our IT estate emitted", "2.42 t CO2e", "2.74 t CO2e"),
        ),
        told(
            carbon,
            Subject::Estate,
            (3_150.0, 2_740.0),
            ("notre parc informatique a émis", "3,15 t CO2e", "2,74 t CO2e"),
            ("our IT estate emitted", "3.15 t CO2e", "2.74 t CO2e"),
        ),
        told(
            carbon,
            Subject::Person,
            (54.4, 65.9),
            ("notre parc informatique a émis par agent", "54,4 kg CO2e", "65,9 kg CO2e"),
            ("our IT estate emitted per person", "54.4 kg CO2e", "65.9 kg CO2e"),
        ),
        told(
            energy,
            Subject::Estate,
            (4_710.0, 6_240.0),
            ("notre parc informatique a consommé", "4 710 kWh", "6 240 kWh"),
            ("our IT estate used", "4,710 kWh", "6,240 kWh"),
        ),
        told(
            energy,
            Subject::Estate,
            (7_850.0, 6_240.0),
            ("notre parc informatique a consommé", "7 850 kWh", "6 240 kWh"),
            ("our IT estate used", "7,850 kWh", "6,240 kWh"),
        ),
    ]
}

impl Told {
    fn facts(&self) -> Facts {
        let carbon = self.of == Dimension::Carbon;
        let label = match (carbon, self.subject) {
            (true, Subject::Person) => text!("Empreinte par utilisateur", "Footprint per user"),
            (true, _) => text!("empreinte du parc informatique", "footprint of the IT estate"),
            _ => text!("Consommation électrique du SI", "Electricity used by IT"),
        };
        let known = Known::exact("told".to_owned(), label, self.of, self.subject, self.now);
        let is_total = carbon && self.subject == Subject::Estate;
        Facts {
            year: 2025,
            units: 74.0,
            listed: 74.0,
            method: "rcp-si".to_owned(),
            factors: "core".to_owned(),
            total: is_total.then(|| known.clone()),
            figures: if is_total { Vec::new() } else { vec![known] },
            changes: vec![StatedChange {
                subject: self.subject,
                of: self.of,
                year: 2024,
                before: self.before,
                percent: 100.0 * (self.now / self.before - 1.0),
                comparable: true,
                distinguishable: true,
                unread: None,
            }],
            people: Some(40.0),
            ..Facts::default()
        }
    }
}

/// Forms of a comparison: `S` begins it, `N` is this year's figure, `O` the one before, `W` the word; with
/// the words that say that this year is less, and more. Where a form sets the earlier year against the
/// later one, its words stand in the other order.
type Form = (&'static str, &'static [(&'static str, &'static str)]);

const FR: [Form; 22] = [
    ("En 2025, S N, W que les O de 2024.", &[("moins", "plus"), ("moins élevé", "plus élevé")]),
    ("En 2025, S N, W aux O de 2024.", &[("inférieur", "supérieur")]),
    ("En 2025, S N, W des O de 2024.", &[("au-dessous", "au-dessus"), ("en dessous", "au-dessus")]),
    ("En 2025, S N, W les O de 2024.", &[("sous", "au-delà de"), ("sous", "dépassant")]),
    ("En 2025, S N, W qu'en 2024 (O).", &[("moins", "plus")]),
    ("En 2025, S N, W par rapport aux O de 2024.", &[("en baisse", "en hausse")]),
    ("En 2025, S N, W sur les O de 2024.", &[("en recul", "en progression")]),
    (
        "En 2025, S N contre O en 2024, W.",
        &[("en baisse", "en hausse"), ("en diminution", "en augmentation")],
    ),
    ("En 2025, S N contre O en 2024 : W.", &[("une baisse", "une hausse"), ("moins", "plus")]),
    ("En 2024, S O, contre N en 2025, W.", &[("en baisse", "en hausse")]),
    ("En 2024 S O, puis N en 2025, W.", &[("en recul", "en hausse")]),
    ("En 2024, S O, W que les N de 2025.", &[("plus", "moins")]),
    ("En 2024, S O, W aux N de 2025.", &[("supérieur", "inférieur")]),
    ("En 2024, S O, W qu'en 2025 (N).", &[("plus", "moins")]),
    ("En 2024, S O et W en 2025 : N.", &[("moins", "plus")]),
    ("W que les O de 2024, N : voilà ce que S en 2025.", &[("Moins", "Plus")]),
    ("Au-dessus des O de 2024, S N en 2025.", &[("", "")]),
    ("S N en 2025, W que O en 2024.", &[("moins", "plus")]),
    ("S N en 2025, W de O en 2024.", &[("moins", "plus")]),
    ("S N en 2025 et O en 2024, donc W.", &[("moins", "plus"), ("une baisse", "une hausse")]),
    ("S N (2025), W les O (2024).", &[("sous", "dépassant")]),
    ("La W se poursuit : S N en 2025, O en 2024.", &[("baisse", "hausse")]),
];

const EN: [Form; 22] = [
    ("In 2025, S N, W than the O of 2024.", &[("less", "more"), ("lower", "higher")]),
    (
        "In 2025, S N, W the O of 2024.",
        &[("below", "above"), ("under", "over"), ("under", "exceeding")],
    ),
    ("In 2025, S N, W from O in 2024.", &[("down", "up")]),
    ("S N in 2025 W from O in 2024.", &[("down", "up")]),
    ("In 2025, S N, W on the O of 2024.", &[("down", "up"), ("a fall", "a rise")]),
    ("In 2025, S N, W than in 2024 (O).", &[("less", "more")]),
    ("In 2025, S N against O in 2024, W.", &[("a decrease", "an increase"), ("down", "up")]),
    ("In 2025, S N against O in 2024: W.", &[("less", "more"), ("a drop", "a rise")]),
    ("In 2024, S O, against N in 2025, W.", &[("a fall", "a rise")]),
    ("In 2024 S O, then N in 2025, W.", &[("down", "up")]),
    ("In 2024, S O, W than the N of 2025.", &[("more", "less"), ("higher", "lower")]),
    ("In 2024, S O, W the N of 2025.", &[("above", "below")]),
    ("In 2024, S O, W than in 2025 (N).", &[("more", "less")]),
    ("In 2024, S O and W in 2025: N.", &[("less", "more")]),
    ("W than the O of 2024, S N in 2025.", &[("Less", "More")]),
    ("W the O of 2024, S N in 2025.", &[("Below", "Above")]),
    ("S N in 2025, W than O in 2024.", &[("less", "more")]),
    ("S N in 2025 and O in 2024, so W.", &[("less", "more"), ("a fall", "a rise")]),
    ("S N (2025), W the O (2024).", &[("below", "exceeding")]),
    ("The W goes on: S N in 2025, O in 2024.", &[("fall", "rise")]),
    ("S N in 2025, W compared with O in 2024.", &[("down", "up"), ("lower", "higher")]),
    ("S N in 2025, W 2024's O.", &[("under", "over"), ("below", "above")]),
];

/// For each thing, form and word: what is false is never shown, what is true never refused.
#[test]
fn a_direction_between_two_figures_is_never_shown_where_it_is_false() {
    let (mut wrong, mut shown, mut held) = (Vec::new(), 0, 0);
    for told in all() {
        let facts = told.facts();
        for (forms, (begin, now, before)) in [(FR, told.fr), (EN, told.en)] {
            for (form, words) in forms {
                for (less, more) in words {
                    for (word, says_less) in [(less, true), (more, false)] {
                        // The figures last: their units have letters of the others.
                        let sentence = form
                            .replace('W', word)
                            .replace('S', begin)
                            .replace('N', "{n}")
                            .replace('O', "{o}")
                            .replace("{n}", now)
                            .replace("{o}", before);
                        let is_less = told.now < told.before;
                        let is_true = match word {
                            // "Above the 2.74 t of 2024", which has no other word.
                            &"" => !is_less,
                            _ => is_less == says_less,
                        };
                        held += 1;
                        let linted = lint(&sentence, Some(&facts)).unwrap();
                        let verdict = linted[0].verdict;
                        shown += usize::from(is_true && verdict == SentenceVerdict::Shown);
                        let is_wrong = if is_true {
                            verdict == SentenceVerdict::Refused
                        } else {
                            verdict == SentenceVerdict::Shown
                        };
                        if is_wrong {
                            let notes = linted.iter().flat_map(|one| &one.notes);
                            let notes: Vec<&str> = notes.map(|note| note.en.as_str()).collect();
                            wrong.push(format!("{is_true}: {sentence} → {verdict:?} {notes:?}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {held}:\n{}", wrong.len(), wrong.join("\n"));
    // Not by showing nothing.
    assert!(shown * 3 > held, "{shown} of {held}");
}

/// Figures are of the year that they are told of, and a part is of its own year.
#[test]
fn figures_of_two_years_are_each_of_its_own() {
    let facts = all().remove(0).facts();
    for (sentence, is_shown) in [
        ("En 2025 et en 2024, notre parc informatique a émis 2,74 t CO2e et 2,42 t CO2e.", false),
        ("Our IT estate emitted 2.74 t CO2e in 2025 and 2.42 t CO2e in 2024.", false),
        ("Our IT estate emitted 2.74 t CO2e in 2025 up from 2.42 t CO2e in 2024.", false),
        ("En 2025, notre parc informatique a émis 2,42 t CO2e, dont 2,74 t CO2e en 2024.", false),
        ("In 2025, our IT estate emitted 2.42 t CO2e, of which 2.74 t CO2e in 2024.", false),
        ("En 2025, notre parc informatique a émis 2,42 t CO2e, soit 2,74 t CO2e en 2024.", false),
        ("In 2025, our IT estate emitted 2.42 t CO2e, that is 2.74 t CO2e in 2024.", false),
        ("En 2024, notre parc informatique a émis moins qu'en 2025.", false),
        ("Our IT estate emitted less in 2024 than in 2025.", false),
        ("En 2024, notre parc informatique a émis plus qu'en 2025.", true),
        ("Our IT estate emitted less in 2025 than in 2024.", true),
        ("Our IT estate emitted 2.42 t CO2e in 2025 and 2.74 t CO2e in 2024.", true),
        ("En 2025, notre parc informatique a émis 2,42 t CO2e contre 2,74 t CO2e en 2024.", true),
        ("In 2025, our IT estate emitted 2.42 t CO2e (2.74 t CO2e in 2024).", true),
    ] {
        let linted = lint(sentence, Some(&facts)).unwrap().remove(0);
        let shown = linted.verdict == SentenceVerdict::Shown;
        assert_eq!(shown, is_shown, "{sentence}: {:?} {:?}", linted.verdict, linted.notes);
        assert!(!is_shown || linted.verdict != SentenceVerdict::Refused, "{sentence}");
    }
}

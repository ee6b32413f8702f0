//! Two figures in a sentence: the words between them and about them agree with them, or are not shown.

use empreinte_statement::{Dimension, Facts, Known, SentenceVerdict, StatedChange, Subject, lint};
use ground::text;

/// What is told, its figures of 2025 and 2024, and what a sentence says of it in each language.
struct Told {
    of: Dimension,
    subject: Subject,
    now: f64,
    before: f64,
    /// How much lies between them, as each language writes it.
    by: (&'static str, &'static str),
    /// How a sentence begins, and its figures, of this year and of the one before.
    fr: (&'static str, &'static str, &'static str),
    en: (&'static str, &'static str, &'static str),
}

/// Things that fell, and things that rose.
fn all() -> Vec<Told> {
    let told =
        |of, subject, (now, before), by, fr, en| Told { of, subject, now, before, by, fr, en };
    let (carbon, energy) = (Dimension::Carbon, Dimension::Energy);
    vec![
        told(
            carbon,
            Subject::Estate,
            (2_420.0, 2_740.0),
            ("320 kg CO2e", "320 kg CO2e"),
            ("notre parc informatique a émis", "2,42 t CO2e", "2,74 t CO2e"),
            ("our IT estate emitted", "2.42 t CO2e", "2.74 t CO2e"),
        ),
        told(
            carbon,
            Subject::Estate,
            (3_150.0, 2_740.0),
            ("410 kg CO2e", "410 kg CO2e"),
            ("notre parc informatique a émis", "3,15 t CO2e", "2,74 t CO2e"),
            ("our IT estate emitted", "3.15 t CO2e", "2.74 t CO2e"),
        ),
        told(
            carbon,
            Subject::Person,
            (54.4, 65.9),
            ("11,5 kg CO2e", "11.5 kg CO2e"),
            ("notre parc informatique a émis par agent", "54,4 kg CO2e", "65,9 kg CO2e"),
            ("our IT estate emitted per person", "54.4 kg CO2e", "65.9 kg CO2e"),
        ),
        told(
            energy,
            Subject::Estate,
            (4_710.0, 6_240.0),
            ("1 530 kWh", "1,530 kWh"),
            ("notre parc informatique a consommé", "4 710 kWh", "6 240 kWh"),
            ("our IT estate used", "4,710 kWh", "6,240 kWh"),
        ),
        told(
            energy,
            Subject::Estate,
            (7_850.0, 6_240.0),
            ("1 610 kWh", "1,610 kWh"),
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

/// What a form says of the figures in it, by which it is true.
enum Says {
    /// From the figure X of the year A to the figure Z of the year B, which is a fall or a rise.
    Passage,
    /// That of the year B is X less, or more, than that of A; X is in its unit, or P a share of A's.
    Difference,
}

/// Forms of two years, `A` and `B` in either order: `S` begins them (`T` names it, with no verb), `V` is
/// a word of a fall or a rise, `W` of less or more, `X` and `Z` are figures, `P` a share.
type YearForm = (Says, &'static str, &'static [(&'static str, &'static str)]);

const FR_YEARS: [YearForm; 17] = [
    (
        Says::Passage,
        "T V de X en A à Z en B.",
        &[("a baissé", "a augmenté"), ("est passée", "est passée")],
    ),
    (
        Says::Passage,
        "De A à B, T V de X à Z.",
        &[("a baissé", "a augmenté"), ("est passée", "est passée")],
    ),
    (Says::Passage, "En B, T V de X en A à Z.", &[("est passée", "est passée")]),
    (Says::Difference, "En B, S X de W qu'en A.", &[("moins", "plus")]),
    (Says::Difference, "S X de W en B qu'en A.", &[("moins", "plus")]),
    (Says::Difference, "S X en B de W qu'en A.", &[("moins", "plus")]),
    (Says::Difference, "En B, S X en W par rapport à A.", &[("moins", "plus")]),
    (Says::Difference, "T V de X de A à B.", &[("a baissé", "a augmenté")]),
    (Says::Difference, "T V de X entre A et B.", &[("a baissé", "a augmenté")]),
    (Says::Difference, "T V entre A et B de X.", &[("a baissé", "a augmenté")]),
    (Says::Difference, "T V de P de A à B.", &[("a baissé", "a augmenté")]),
    (Says::Difference, "T était P plus W en B qu'en A.", &[("faible", "élevée")]),
    (Says::Difference, "En B, T V de P par rapport à A, soit X.", &[("a baissé", "a augmenté")]),
    (
        Says::Difference,
        "En B, T V de P depuis A, c'est-à-dire de X.",
        &[("a baissé", "a augmenté")],
    ),
    (Says::Difference, "T V de P entre A et B, soit une V2 de X.", &[("a baissé", "a augmenté")]),
    (Says::Difference, "La V2 de T entre A et B est de X.", &[("baisse", "hausse")]),
    (Says::Difference, "La V2 de T de A à B s'élève à X.", &[("baisse", "hausse")]),
];

const EN_YEARS: [YearForm; 15] = [
    (Says::Passage, "T V from X in A to Z in B.", &[("fell", "rose"), ("went", "went")]),
    (Says::Passage, "From A to B, T V from X to Z.", &[("fell", "rose"), ("went", "went")]),
    (Says::Passage, "In B, T V from X in A to Z.", &[("fell", "rose")]),
    (Says::Difference, "In B S X W than in A.", &[("less", "more")]),
    (Says::Difference, "S X W in B than in A.", &[("less", "more")]),
    (Says::Difference, "S X W in B compared with A.", &[("less", "more")]),
    (Says::Difference, "T V by X from A to B.", &[("fell", "rose")]),
    (Says::Difference, "T V by X between A and B.", &[("fell", "rose")]),
    (Says::Difference, "T V between A and B by X.", &[("fell", "rose")]),
    (Says::Difference, "T V by P from A to B.", &[("fell", "rose")]),
    (Says::Difference, "T was P W in B than in A.", &[("lower", "higher")]),
    (Says::Difference, "In B, T V by P compared with A, or X.", &[("fell", "rose")]),
    (Says::Difference, "In B, T V by P since A, i.e. by X.", &[("fell", "rose")]),
    (Says::Difference, "The V2 of T between A and B was X.", &[("fall", "rise")]),
    (Says::Difference, "The V2 of T from A to B amounts to X.", &[("fall", "rise")]),
];

impl Told {
    fn of_year(&self, year: i32) -> f64 {
        if year == 2025 { self.now } else { self.before }
    }

    /// What it is called: gases or electricity, the estate's or a person's.
    fn name(&self, is_fr: bool) -> &'static str {
        match (self.of, self.subject, is_fr) {
            (Dimension::Energy, _, true) => "l'électricité de notre parc informatique",
            (Dimension::Energy, _, false) => "the electricity of our IT estate",
            (_, Subject::Person, true) => "l'empreinte de notre parc informatique par agent",
            (_, Subject::Person, false) => "the footprint of our IT estate per person",
            (_, _, true) => "l'empreinte de notre parc informatique",
            (_, _, false) => "the footprint of our IT estate",
        }
    }

    /// The shares that a form is tried with: what lies between the two years of the earlier, which is the
    /// true one, of the later, and others.
    fn shares(form: &str, (from, of): (f64, f64)) -> Vec<f64> {
        let (of_from, of_later) =
            (100.0 * (of / from - 1.0).abs(), 100.0 * (from / of - 1.0).abs());
        let shares = [of_from, of_later, of_from + 10.0, of_from / 2.0, 100.0 - of_from];
        // Where a form has no share, one stands for all.
        shares[..if form.contains('P') { 5 } else { 1 }].to_vec()
    }

    /// Each sentence of two years that a form makes, and whether it is true.
    fn of_years(&self, is_fr: bool, (says, form, words): &YearForm) -> Vec<(String, bool)> {
        let (_, now, before) = if is_fr { self.fr } else { self.en };
        let by = if is_fr { self.by.0 } else { self.by.1 };
        let figures =
            [(now, self.now), (before, self.before), (by, (self.now - self.before).abs())];
        let same = |one: f64, other: f64| (one - other).abs() < 1e-6;
        let mut out = Vec::new();
        let mut each = Vec::new();
        for years in [(2024, 2025), (2025, 2024)] {
            for (falls, rises) in *words {
                each.extend([(years, *falls, true, falls == rises)]);
                each.extend([(years, *rises, false, falls == rises)]);
            }
        }
        for ((earlier, later), word, is_fall, is_any) in each {
            let (from, of) = (self.of_year(earlier), self.of_year(later));
            let way = is_any || (of < from) == is_fall;
            for ((first, one), (second, two)) in pairs(&figures) {
                if matches!(says, Says::Difference) && !same(two, one) {
                    continue;
                }
                let is_passage = same(one, from) && same(two, of);
                let is_difference = !form.contains('X') || same(one, (of - from).abs());
                let holds = match says {
                    Says::Passage => is_passage,
                    Says::Difference => is_difference,
                };
                let shares = Self::shares(form, (from, of));
                for share in &shares {
                    let told = [word, first, second, &percent(*share, is_fr)];
                    let sentence = self.sentence(is_fr, form, (earlier, later), is_fall, told);
                    out.push((sentence, way && holds && same(*share, shares[0])));
                }
            }
        }
        out.sort();
        out.dedup();
        out
    }

    /// A form with its words in their places.
    fn sentence(
        &self,
        is_fr: bool,
        form: &str,
        (earlier, later): (i32, i32),
        is_fall: bool,
        [word, first, second, share]: [&str; 4],
    ) -> String {
        let noun = match (is_fr, is_fall) {
            (true, true) => "baisse",
            (true, false) => "hausse",
            (false, true) => "fall",
            (false, false) => "rise",
        };
        let (begin, _, _) = if is_fr { self.fr } else { self.en };
        let (a, b) = (earlier.to_string(), later.to_string());
        let marks = ["V2", "V", "W", "S", "T", "X", "Z", "P", "A", "B"];
        let told = [noun, word, word, begin, self.name(is_fr), first, second, share, &a, &b];
        let put = |word: &str| {
            let bare = word.trim_end_matches([',', '.']);
            let at = marks.iter().position(|mark| *mark == bare);
            at.map_or_else(|| word.to_owned(), |at| word.replace(bare, told[at]))
        };
        let words: Vec<String> = form.split(' ').map(put).collect();
        words.join(" ")
    }
}

/// Each figure with each, itself too.
fn pairs<T: Copy>(all: &[T]) -> Vec<(T, T)> {
    all.iter().flat_map(|one| all.iter().map(move |two| (*one, *two))).collect()
}

/// A share as it is written.
fn percent(share: f64, is_fr: bool) -> String {
    if is_fr { format!("{share:.1} %").replace('.', ",") } else { format!("{share:.1}%") }
}

/// A difference is of one year and from another, and no level: for each thing, form, order of the years
/// and figure, what is false is never shown and what is true never refused.
#[test]
fn a_sentence_of_two_years_is_shown_only_where_each_figure_is_of_its_own() {
    let (mut wrong, mut truths, mut shown) = (Vec::new(), 0, 0);
    // One that fell, a person's, and one that rose.
    for told in all().into_iter().step_by(2) {
        let facts = told.facts();
        let forms = FR_YEARS.iter().map(|form| (true, form));
        for (is_fr, form) in forms.chain(EN_YEARS.iter().map(|form| (false, form))) {
            for (sentence, is_true) in told.of_years(is_fr, form) {
                let linted = lint(&sentence, Some(&facts)).unwrap();
                let verdict = linted[0].verdict;
                truths += usize::from(is_true);
                shown += usize::from(is_true && verdict == SentenceVerdict::Shown);
                let never = if is_true { SentenceVerdict::Refused } else { SentenceVerdict::Shown };
                let is_wrong = verdict == never;
                if is_wrong {
                    let notes = linted.iter().flat_map(|one| &one.notes);
                    let notes: Vec<&str> = notes.map(|note| note.en.as_str()).collect();
                    wrong.push(format!("{is_true}: {sentence} → {verdict:?} {notes:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {shown} of {truths}:\n{}", wrong.len(), wrong.join("\n"));
    // Not by showing nothing.
    assert!(shown * 2 > truths, "{shown} of {truths}");
}

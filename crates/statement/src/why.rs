//! Why a figure is refused, in words.

use super::facts::{Dimension, Facts, Known, StatedChange};
use super::holding::{COMPARISON, HeldFigure};
use ground::lang::{Lang, Text};
use ground::text;

/// Why two years are not compared.
pub(super) fn not_compared(change: &StatedChange, facts: &Facts) -> Option<HeldFigure> {
    let (before, year) = (change.year, facts.year);
    let why = if !change.comparable {
        text!(
            "{before} et {year} n'ont pas le même périmètre ou les mêmes facteurs : `empreinte change`",
            "{before} and {year} have other perimeters or factors: `empreinte change`"
        )
    } else if let Some(Text { fr, en }) = &change.unread {
        text!(
            "ce qui n'a pas été lu pourrait effacer l'écart entre {before} et {year} : {fr}",
            "what was not read could undo the difference between {before} and {year}: {en}"
        )
    } else if !change.distinguishable {
        text!(
            "l'écart entre {before} et {year} est plus petit que leur incertitude",
            "the difference between {before} and {year} is smaller than their uncertainty"
        )
    } else {
        return None;
    };
    Some(HeldFigure::Refused(COMPARISON, why))
}

/// The unit that a figure is held in.
pub(super) fn unit(of: Dimension) -> &'static str {
    match of {
        Dimension::Carbon => "kg CO2e",
        Dimension::Energy => "kWh",
        Dimension::Mass => "kg",
        Dimension::Percent => "%",
        Dimension::Ratio | Dimension::Units => "",
    }
}

/// A figure that is not the run's.
pub(super) fn differs(shown: &str, known: &Known) -> Text {
    let (value, _, step) = super::rounding::rounded_in(known, 1.0);
    let said = |lang| ground::round::said(value, step, lang);
    let unit = unit(known.of);
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| format!("{} {unit}", said(lang)));
    Text {
        fr: format!(
            "« {shown} » n'est pas dans le calcul ; {} : {}",
            known.label.fr,
            fr.trim_end()
        ),
        en: format!("\"{shown}\" is not in the run; {}: {}", known.label.en, en.trim_end()),
    }
}

/// A share of the footprint, or of that of the equipment, that is not the run's.
pub(super) fn other_share(shown: &str, known: &Known, share: f64, of_equipment: bool) -> Text {
    let said = |lang: Lang| lang.number(share, 0);
    let of = if of_equipment {
        text!("l'empreinte des équipements", "the footprint of the equipment")
    } else {
        text!("l'empreinte", "the footprint")
    };
    Text {
        fr: format!("« {shown} » : {} pèse {} % de {}", known.label.fr, said(Lang::Fr), of.fr),
        en: format!("\"{shown}\": {} weighs {}% of {}", known.label.en, said(Lang::En), of.en),
    }
}

/// A figure of the run that the sentence tells without the words of its name.
pub(super) fn of_another_name(shown: &str, known: &Known) -> Text {
    let Text { fr, en } = &known.label;
    text!(
        "« {shown} » est dans le calcul sous le nom « {fr} » : si c'est de cela que parle la phrase, dites-le avec ces mots ; sinon, le calcul ne le montre pas",
        "\"{shown}\" is in the run under the name \"{en}\": if that is what the sentence is about, say it in these words; else the run does not show it"
    )
}

/// A sum of figures that the run gives of each.
pub(super) fn of_each(shown: &str) -> Text {
    text!(
        "« {shown} » : le calcul donne le chiffre de chacun, et non leur somme : dites celui de chacun",
        "\"{shown}\": the run has the figure of each, and not their sum: tell that of each"
    )
}

/// Bounds that are not the run's.
pub(super) fn other_bounds(shown: &str, known: &Known) -> Text {
    let (_, bounds, step) = super::rounding::rounded_in(known, 1.0);
    let (low, high) = bounds.unwrap_or((known.value, known.value));
    let said = |value, lang| ground::round::said(value, step, lang);
    let unit = unit(known.of);
    Text {
        fr: format!(
            "« {shown} » n'est pas l'intervalle du calcul ; {} : de {} à {} {unit}",
            known.label.fr,
            said(low, Lang::Fr),
            said(high, Lang::Fr)
        ),
        en: format!(
            "\"{shown}\" is not the run's interval; {}: {} to {} {unit}",
            known.label.en,
            said(low, Lang::En),
            said(high, Lang::En)
        ),
    }
}

/// That a change is told from no year.
pub(super) fn since_which_year(word: &str) -> Text {
    text!("« {word} » : depuis quelle année ?", "\"{word}\": since which year?")
}

/// That words say two ways, or deny what nobody can tell.
pub(super) fn unclear(shown: &str) -> Text {
    text!(
        "« {shown} » : la phrase dit deux évolutions, ou en nie une, et ce qu'elle affirme n'est pas compris : une évolution par phrase, sans négation",
        "\"{shown}\": the sentence says two changes, or denies one, and what it states is not understood: one change a sentence, without a negation"
    )
}

/// That nobody can say of which year a figure is.
pub(super) fn of_which_year(shown: &str) -> Text {
    text!(
        "« {shown} » : de quelle année ? Dites chaque chiffre avec la sienne",
        "\"{shown}\": of which year? Tell each figure with its own"
    )
}

/// That nobody can say of which year a change is, and from which.
pub(super) fn of_which_years(shown: &str) -> Text {
    text!(
        "« {shown} » : de quelle année à quelle année ? « de 2024 à 2025 », « en 2025, de moins qu'en 2024 »",
        "\"{shown}\": from which year to which? \"from 2024 to 2025\", \"in 2025, less than in 2024\""
    )
}

/// That nobody can say what words compare with what.
pub(super) fn unplaced(shown: &str) -> Text {
    text!(
        "« {shown} » : ce qui est comparé à quoi n'est pas compris : un chiffre, puis « plus que » ou « moins que » l'autre",
        "\"{shown}\": what is compared with what is not understood: one figure, then \"more than\" or \"less than\" the other"
    )
}

/// That figures go another way than their words.
pub(super) fn other_way(shown: &str) -> Text {
    text!(
        "« {shown} » : les mots disent l'inverse des chiffres",
        "\"{shown}\": the words say the contrary of the figures"
    )
}

/// That a figure is told of a year that there is no run of.
pub(super) fn of_no_run(shown: &str, facts: &Facts) -> HeldFigure {
    HeldFigure::Unknown(text!(
        "« {shown} » : le calcul est de {0}",
        "\"{shown}\": the run is of {0}",
        facts.year
    ))
}

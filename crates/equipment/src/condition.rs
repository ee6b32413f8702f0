//! Words that say what condition a machine is in: `État` is a heading for that as well as for the
//! state.

use crate::closed::AcquisitionMode;
use crate::rent::{RENTS, is_for_a_term, is_rent, says_hired};
use ground::table::fold;
use std::sync::LazyLock;

/// Words of a condition, folded, in the languages of the field.
const WORDS: [&str; 37] = [
    // French
    "neuf",
    "neuve",
    "comme neuf",
    "bon",
    "bonne",
    "moyen",
    "moyenne",
    "mauvais",
    "mauvaise",
    "use",
    "usee",
    "usage",
    "correct",
    "excellent",
    "passable",
    "vetuste",
    "satisfaisant",
    // English
    "new",
    "like new",
    "good",
    "fair",
    "poor",
    "used",
    "worn",
    "bad",
    // German, Spanish, Italian, Portuguese, Dutch
    "neu",
    "gut",
    "gebraucht",
    "schlecht",
    "bueno",
    "usado",
    "regular",
    "buono",
    "usato",
    "bom",
    "goed",
    "gebruikt",
];

/// What may stand before and after such a word.
const STARTS: [&str; 10] =
    ["etat ", "en ", "tres ", "assez ", "grade ", "very ", "sehr ", "muy ", "molto ", "zeer "];
const ENDS: [&str; 2] = [" etat", " condition"];

/// Whether a word says what condition a machine is in: `Très bon état`, `Good`, `A`, `3/5`.
pub(super) fn is_condition(word: &str) -> bool {
    let folded = fold(word);
    let bare = STARTS
        .into_iter()
        .fold(folded.as_str(), |word, start| word.strip_prefix(start).unwrap_or(word));
    let bare = ENDS.into_iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    // A grade: one letter, or a mark of five or ten.
    let graded = matches!(bare.as_bytes(), [b'a'..=b'e'])
        || bare
            .split_once(' ')
            .is_some_and(|(mark, of)| mark.parse::<u8>().is_ok() && matches!(of, "5" | "10"));
    graded || WORDS.contains(&bare) || is_refurbished(word)
}

/// The first words of what says that others used a machine before, folded: a word that begins with
/// none of them says nothing of it.
static FIRST_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let first = |said: &&str| fold(said).split(' ').next().unwrap_or("").to_owned();
    let mut all: Vec<String> = AcquisitionMode::Refurbished.words().iter().map(first).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// What says where a machine comes from, where others used it before: a column of nothing but such
/// words, and of ways of coming, tells how machines came, whatever its heading.
const ORIGINS: [&str; 11] = [
    "seconde vie",
    "deuxieme vie",
    "2e vie",
    "2eme vie",
    "2nde vie",
    "second life",
    "renewed",
    "ex location",
    "ex leasing",
    "retour de location",
    "retour de leasing",
];

/// What an offer says besides of what others used before: in an inventory, of what its own users did.
const OFFERED: [&str; 34] = [
    "used",
    "gebraucht",
    "generaluberholt",
    "runderneuert",
    "aufbereitet",
    "neuwertig",
    "wie neu",
    "pre loved",
    "preloved",
    "reman",
    "reacondicionado",
    "ricondizionato",
    "usato",
    "tweedehands",
    "declasse",
    "parfait etat",
    "etat parfait",
    "excellent etat",
    "bon etat",
    "etat correct",
    "etat moyen",
    "fin de location",
    "fin de leasing",
    "remis en etat",
    "re conditionne",
    "reusine",
    "tres bon etat",
    "deja utilise",
    "deja servi",
    "comme neuf",
    "like new",
    "grade a",
    "grade b",
    "grade c",
];

/// Whether a cell says how a machine came, and nothing else: `Neuf`, `Reconditionné Grade A`.
pub(crate) fn is_way_of_coming(cell: &str) -> bool {
    let first = || AcquisitionMode::named(cell.split_whitespace().next()?);
    AcquisitionMode::named(cell).is_some()
        || is_bought(cell)
        || first() == Some(AcquisitionMode::Refurbished)
        || first() == Some(AcquisitionMode::Leased) && is_for_a_term(cell)
        || is_rent(cell)
        || ORIGINS.contains(&fold(cell).as_str())
}

/// Whether words say that others used the machine before, wherever they stand among others:
/// `Reconditionnée grade A`, `Portable d'occasion`. What is said not to be so, or to be either, is not.
pub fn is_refurbished(text: &str) -> bool {
    let may_say = |word: &str| FIRST_WORDS.iter().any(|first| word.starts_with(first));
    says(text, may_say, |word| {
        AcquisitionMode::of_folded(word) == Some(AcquisitionMode::Refurbished)
    })
}

/// Whether the words of an offer say that others used what it offers, as [`is_refurbished`]; or that it
/// comes from them: `Grade A`, `ex-location`.
pub fn is_offered_used(text: &str) -> bool {
    is_refurbished(text)
        || says(text, |_| true, |word| ORIGINS.contains(&word) || OFFERED.contains(&word))
}

/// Whether the words of an offer say that nobody used what it offers: `Matériel neuf`.
pub(crate) fn is_offered_new(text: &str) -> bool {
    let is_new = |word: &str| AcquisitionMode::of_folded(word) == Some(AcquisitionMode::New);
    !is_offered_used(text)
        && says_beside(
            text,
            |_| true,
            |word| is_new(word) || ["neuve", "neu"].contains(&word),
            |word| ["comme", "like", "quasi", "etat"].contains(&word) || is_refurbished(word),
        )
}

/// Whether the words of an offer say that it is let, and not sold: `en location`, `loyer mensuel`.
/// What comes back from those who hired it is not.
pub fn is_offered_on_lease(text: &str) -> bool {
    let is_let = |word: &str| {
        let leased = [AcquisitionMode::Leased, AcquisitionMode::FunctionalLease];
        AcquisitionMode::of_folded(word).is_some_and(|mode| leased.contains(&mode))
            || RENTS.contains(&word)
            || says_hired(word)
    };
    !is_offered_used(text) && says_beside(text, |_| true, is_let, |_| false)
}

/// Whether a word of how a machine came says that it was bought, and no more.
pub(crate) fn is_bought(word: &str) -> bool {
    ["achat", "achats", "achete", "achetee", "purchase", "purchased", "bought"]
        .contains(&fold(word).as_str())
}

/// Whether what an offer says of the condition is that of a machine that was used: `Bon état`.
pub fn is_condition_of_used(cell: &str) -> bool {
    let is_new = |word: &str| AcquisitionMode::of_folded(word) == Some(AcquisitionMode::New);
    let new =
        says(cell, |_| true, |word| is_new(word) || ["neuve", "neuves", "neu"].contains(&word));
    is_offered_used(cell) || is_condition(cell) && !new
}

/// Whether a heading of a quotation says that its column is of grades, which used machines have.
pub fn is_of_grades(heading: &str) -> bool {
    const GRADES: [&str; 8] = [
        "grade",
        "grading",
        "grade cosmetique",
        "cosmetic grade",
        "grade esthetique",
        "etat esthetique",
        "etat cosmetique",
        "cosmetic condition",
    ];
    GRADES.contains(&fold(heading).as_str())
}

/// What an offer calls a machine, without what it says of its coming: `Latitude 5440 reconditionné`
/// is the model that `Latitude 5440` is.
pub fn without_coming(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let says = |said: &str| {
        let bare = said.strip_suffix('s').unwrap_or(said);
        let male = bare.strip_suffix('e').unwrap_or(bare);
        [said, bare, male]
            .into_iter()
            .any(|word| AcquisitionMode::of_folded(word).is_some() || OFFERED.contains(&word))
    };
    let mut left: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = words.len().min(at + 3);
        if let Some(to) = (at + 1..=most).rev().find(|to| says(&words[at..*to].join(" "))) {
            // « D'occasion », « en location ».
            left.pop_if(|word| ["d", "en"].contains(word));
            at = to;
        } else {
            left.push(words[at]);
            at += 1;
        }
    }
    left.join(" ")
}

/// Whether a text says so of the machine, and not of another thing beside it; `may_say` where a word
/// may be the first of what says it.
pub(crate) fn says(
    text: &str,
    may_say: impl Fn(&str) -> bool,
    is_so: impl Fn(&str) -> bool,
) -> bool {
    says_beside(text, may_say, is_so, |word| {
        AcquisitionMode::of_folded(word) == Some(AcquisitionMode::New)
    })
}

/// As [`says`], where no word before or right after it says the contrary.
fn says_beside(
    text: &str,
    may_say: impl Fn(&str) -> bool,
    is_so: impl Fn(&str) -> bool,
    is_contrary: impl Fn(&str) -> bool,
) -> bool {
    // What follows is not so, or is of another thing: `avec chargeur reconditionné`.
    const NOT: [&str; 12] = [
        "non",
        "pas",
        "sans",
        "not",
        "no",
        "ou",
        "ni",
        "nor",
        "avec",
        "with",
        "option",
        "disponible",
    ];
    // All that follows is of what is given in return.
    const RETURN: [&str; 3] = ["reprise", "tradein", "contre"];
    // Parts that are changed in a machine.
    const PARTS: [&str; 6] = ["batterie", "battery", "chargeur", "charger", "toner", "toners"];
    // `+ écran` comes with it.
    let folded = fold(&text.replace("+ ", " avec "));
    let words: Vec<&str> = folded.split(' ').collect();
    let end = words.iter().position(|word| RETURN.contains(word)).unwrap_or(words.len());
    let said = |from: usize, to: usize| {
        let said = words[from..to].join(" ");
        // Of one or several, of either gender.
        let bare = said.strip_suffix('s').unwrap_or(&said);
        let male = bare.strip_suffix('e').unwrap_or(bare);
        is_so(&said) || is_so(bare) || is_so(male)
    };
    // « Reconditionné à neuf » and « comme neuf » are not new.
    let is_new = |at: usize| {
        is_contrary(words[at])
            && !at.checked_sub(1).is_some_and(|at| ["a", "comme", "like"].contains(&words[at]))
    };
    (0..end).filter(|from| may_say(words[*from])).any(|from| {
        let until = end.min(from + 3);
        (from + 1..=until).rev().find(|to| said(from, *to)).is_some_and(|to| {
            let before = &words[from.saturating_sub(2)..from];
            // Further on it is a part that is new: `reconditionné SSD neuf`.
            let either = ["ou", "or"].contains(words.get(to).unwrap_or(&""));
            let beside = if either { to + 1 } else { to };
            let mut others = (0..from).chain((beside..end).take(1));
            !before.iter().any(|word| NOT.contains(word))
                && !before.last().is_some_and(|word| PARTS.contains(word))
                && !others.any(is_new)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{
        is_condition, is_condition_of_used, is_offered_on_lease, is_offered_used, is_refurbished,
        without_coming,
    };
    use crate::rent::is_rent;

    #[test]
    fn a_condition_is_no_state() {
        for word in [
            "Bon",
            "Très bon état",
            "en bon état",
            "Usé",
            "État moyen",
            "Good",
            "Very good",
            "fair condition",
            "A",
            "3/5",
            "Sehr gut",
            "Neuf",
            "Reconditionné grade A",
        ] {
            assert!(is_condition(word), "`{word}`");
        }
        for word in ["", "Affecté", "En stock", "Stock", "HS", "Rebut", "F", "12"] {
            assert!(!is_condition(word), "`{word}`");
        }
        for word in [
            "Occasion",
            "PC portable reconditionné",
            "Ordinateur portable reconditionnée Lenovo T480 grade A",
            "Écrans reconditionnés 24\"",
            "ThinkPad T480 (refurbished)",
            "Portable d'occasion",
            "iPhone 13 remis à neuf",
            "Seconde main",
            "RECOND.",
            "T480 refurb",
            "Reconditionné à neuf",
            "2nde main",
            "2e main",
            "2ème main",
            "Remise à neuf",
            "Matériel réemployé",
            "pre-owned",
            "Occasion - bon état",
            "PC portable avec sacoche noire, reconditionné",
        ] {
            assert!(is_refurbished(word), "`{word}`");
        }
        for word in [
            "",
            "Neuf",
            "Neuf ou reconditionné",
            "Reconditionné ou neuf",
            "non reconditionné",
            "pas d'occasion",
            "ni reconditionné ni loué",
            "Latitude 5440 (reprise de votre ancien matériel d'occasion)",
            "Smartphone avec chargeur reconditionné",
            "T480 batterie reconditionnée",
            "used",
            "Grade A",
            "Latitude 5440",
        ] {
            assert!(!is_refurbished(word), "`{word}`");
        }
    }

    #[test]
    fn a_model_is_the_same_however_it_comes() {
        for said in [
            "Dell Latitude 5440 reconditionné",
            "Dell Latitude 5440 d'occasion",
            "Dell Latitude 5440 reconditionnée Grade A",
            "Dell Latitude 5440 en location",
            "Dell Latitude 5440 (remis à neuf)",
            "Dell Latitude 5440 neuf",
        ] {
            assert_eq!(without_coming(said), "dell latitude 5440", "{said}");
        }
    }

    #[test]
    fn an_offer_says_used_where_an_inventory_says_worn() {
        for word in [
            "used",
            "Dell T480 (renewed)",
            "ex-location",
            "Retour de location",
            "Grade A",
            "Grade A+",
            "Latitude 5440 reconditionné SSD neuf",
            "Latitude 5440 reconditionné, écran neuf",
            "Latitude 5440 seconde vie",
            "Latitude 5440 - fin de leasing",
        ] {
            assert!(is_offered_used(word), "`{word}`");
        }
        for word in [
            "not used",
            "Latitude 5440",
            "Neuf",
            "T480 sans retour de location",
            "Latitude 5440 + écran reconditionné",
            "Latitude 5440 (option : reconditionné -30 %)",
            "Latitude 5440 également disponible en reconditionné",
            "reconditionné ou neuf",
            "reconditionné / neuf",
        ] {
            assert!(!is_offered_used(word), "`{word}`");
        }
        for word in [
            "PC portable Dell Latitude 5440 en location",
            "Location PC portable neuf 36 mois",
            "LLD PC portable",
            "PC portable (loyer mensuel)",
            "crédit-bail 36 mois",
            "DaaS PC portable",
        ] {
            assert!(is_offered_on_lease(word), "`{word}`");
        }
        for word in
            ["36 loyers", "Loc. 36 mois", "Abonnement mensuel", "loc. fin. 36m", "Mensualité"]
        {
            assert!(is_offered_on_lease(word) && is_rent(word), "`{word}`");
        }
        for word in ["ProBook 440 G10 abonnement mensuel", "ProBook 455 G10 loc. fin. 36m"] {
            assert!(is_offered_on_lease(word) && !is_rent(word), "`{word}`");
        }
        for word in [
            "T480 ex-location",
            "Latitude 5440 fin de leasing",
            "Portable",
            "sans location",
            "Smartphone sans abonnement",
            "Loc 12",
        ] {
            assert!(!is_offered_on_lease(word), "`{word}`");
        }
        for word in [
            "Latitude 5450 generalüberholt",
            "ThinkPad T480 gebraucht",
            "ThinkPad T480 (neuwertig)",
            "T480 Pre-loved",
            "T480 Reman",
            "Déclassé",
            "Parfait état",
        ] {
            assert!(is_offered_used(word), "`{word}`");
        }
        for (grade, is_used) in [
            ("Silver", true),
            ("A", true),
            ("Parfait état", true),
            ("Neuf", false),
            ("-", false),
            ("New", false),
        ] {
            assert_eq!(crate::is_grade_of_used(grade), is_used, "`{grade}`");
        }
        for word in ["Comme neuf", "Bon état", "used", "Occasion - bon état", "A", "Usé"] {
            assert!(is_condition_of_used(word), "`{word}`");
        }
        for word in ["Neuf", "Neuve", "New", "", "En stock"] {
            assert!(!is_condition_of_used(word), "`{word}`");
        }
    }
}

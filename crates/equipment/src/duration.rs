//! The words about a duration: what is offered and not had, and what takes nothing from it.

/// Words that may stand behind a duration and take nothing from it: where a warranty is served, by
/// whom, and of what. Any other may be a condition, and leaves the cell unread. Folded: of `œuvre`
/// the first letter is an o.
const SERVED: [&str; 73] = [
    "sur",
    "site",
    "piece",
    "pieces",
    "main",
    "oeuvre",
    "ouvre",
    "d",
    "de",
    "du",
    "des",
    "et",
    "constructeur",
    "fabricant",
    "editeur",
    "retour",
    "atelier",
    "usine",
    "echange",
    "standard",
    "sav",
    "legale",
    "garantie",
    "garanties",
    "inclus",
    "incluse",
    "incluses",
    "compris",
    "comprise",
    "complete",
    "total",
    "totale",
    "enlevement",
    "deplacement",
    "intervention",
    "j",
    "h",
    "p",
    "mo",
    "nbd",
    "gtr",
    "gti",
    "on",
    "onsite",
    "parts",
    "labour",
    "labor",
    "and",
    "manufacturer",
    "return",
    "to",
    "base",
    "next",
    "business",
    "day",
    "included",
    "warranty",
    "collect",
    "carry",
    "in",
    "service",
    "hardware",
    "support",
    "premier",
    "prosupport",
    "basic",
    "courier",
    "depot",
    "mail",
    "pickup",
    "pick",
    "up",
    "full",
];

/// Whether a word behind a duration takes nothing from it.
pub(super) fn says_no_less(word: &str) -> bool {
    word.is_empty() || SERVED.contains(&word) || word.bytes().any(|byte| byte.is_ascii_digit())
}

/// A text without how soon somebody comes, which is no other duration: `J+1`, `H+4`, `24x7`.
pub(super) fn without_delays(text: &str) -> String {
    let is_delay = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let soon = ["j+", "h+", "d+", "nbd+"].into_iter().find_map(|of| word.strip_prefix(of));
        let open = ['x', '/', '*'].into_iter().find_map(|of| word.split_once(of));
        soon.is_some_and(is_number)
            || open.is_some_and(|(hours, days)| {
                is_number(hours.trim_end_matches(['h', 'j']))
                    && is_number(days.trim_end_matches('j'))
                    && ["5", "6", "7"].contains(&days.trim_end_matches('j'))
            })
    };
    let words = text.split_whitespace().enumerate();
    let left: Vec<&str> =
        words.filter(|(at, word)| *at == 0 || !is_delay(word)).map(|(_, word)| word).collect();
    left.join(" ")
}

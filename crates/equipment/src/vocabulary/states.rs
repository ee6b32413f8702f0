//! What status words mean: which state, none yet, or none for sure.

use super::Vocabulary;
use crate::State;
use crate::makers::maker_answer;
use crate::own_word::OwnWord;
use ground::table::fold;

/// What goes on after a status word without changing it: when, where to, by whom.
const LEADS_ON: [&str; 31] = [
    "dans", "le", "en", "a", "au", "aux", "du", "de", "des", "depuis", "chez", "par", "on",
    "since", "in", "to", "at", "by", "from", "am", "seit", "bei", "vom", "el", "desde", "por",
    "il", "dal", "op", "sinds", "em",
];

/// What stands behind a state and says who keeps the machine: `Stock DSI`, `Réserve informatique`.
const KEEPERS: [&str; 15] = [
    "dsi",
    "dsin",
    "dsit",
    "si",
    "informatique",
    "info",
    "it",
    "ict",
    "edv",
    "sistemas",
    "informatica",
    "magasin",
    "depot",
    "helpdesk",
    "support",
];

/// What may stand between a state and who keeps the machine.
const OF_KEEPERS: [&str; 8] = ["du", "de", "la", "le", "l", "des", "service", "der"];

/// What stands between the parts of a status word.
const PARTS: [char; 11] = ['-', '/', '(', ')', ',', ';', ':', '>', '|', '–', '+'];

/// Words that deny what follows them.
const DENIALS: [&str; 10] =
    ["non", "not", "no", "pas", "nicht", "nao", "never", "jamais", "nie", "nunca"];

/// What may stand between such a word and what it denies.
const YET: [&str; 8] = ["encore", "yet", "noch", "aun", "todavia", "ancora", "ainda", "en"];

/// How words begin that say a machine works, and that it is used: denied, it is to be mended, or held.
const WORKS: [&str; 9] = [
    "fonction", "function", "funktion", "funcion", "funzion", "operati", "working", "ok", "marche",
];
const USED: [&str; 13] = [
    "utilis", "used", "use", "deploy", "install", "affect", "attribu", "assign", "activ", "actif",
    "aktiv", "service", "issued",
];

impl Vocabulary {
    /// What a status word means.
    ///
    /// The whole cell first; else its parts, of which the latest in a life counts: `En stock - HS`
    /// is out of use. With a mark of doubt it is none, nor is what is to come: `vendu ?`, `à réformer`.
    pub fn state_of(&self, word: &str) -> Option<State> {
        let own = || self.own_states.get(&own_key(word));
        if let Some(own) = (!self.own_states.is_empty()).then(own).flatten() {
            return Some(own.meet());
        }
        self.state_but_for_doubt(word).filter(|_| !self.is_in_doubt(word))
    }

    fn is_in_doubt(&self, word: &str) -> bool {
        self.states.ahead.contains_key(&fold(word)) || self.is_doubted(word)
    }

    /// Whether words put in doubt what stands beside them: `PC ?`, `PC à voir`, `peut-être un PC`.
    pub(crate) fn is_doubted(&self, word: &str) -> bool {
        let said = || {
            let padded = format!(" {} ", fold(word));
            self.states.doubts.iter().any(|doubt| padded.contains(doubt.as_str()))
        };
        word.contains('?') || said()
    }

    /// Whether a status word says that the machine is still to be ordered: `à commander`.
    pub(crate) fn is_to_order(&self, word: &str) -> bool {
        self.ahead(word) == Some(State::Ordered)
    }

    /// The state that a word leads to. No longer one does: whoever asks of each end of a text asks as often as
    /// it has words.
    pub(crate) fn ahead(&self, word: &str) -> Option<State> {
        const LONGEST: usize = 100;
        if word.len() > LONGEST {
            return None;
        }
        self.states.ahead.get(&fold(word)).copied()
    }

    /// Whether a phrase ends with words that say so of a thing: `PC à racheter`, `OptiPlex 3080 (à commander)`.
    pub(crate) fn ends_to_order(&self, phrase: &str) -> bool {
        Self::ends(phrase, |end| self.is_to_order(end))
    }

    /// Whether one of the ends of a phrase, from the start of a word, is so.
    fn ends(phrase: &str, is: impl Fn(&str) -> bool) -> bool {
        let folded = fold(phrase);
        let starts = folded.match_indices(' ').map(|(at, _)| at + 1);
        std::iter::once(0).chain(starts).any(|at| is(&folded[at..]))
    }

    /// Whether a cell says nothing but that it is to be looked up: `à voir`, `à confirmer ?`, `voir Paul`.
    pub(crate) fn only_doubts(&self, cell: &str) -> bool {
        let folded = fold(cell);
        folded.starts_with("voir ")
            || self.states.doubts.iter().any(|doubt| doubt.trim() == folded.trim_end_matches(" ?"))
    }

    /// Whether a cell of a state or a day that is not known may have somebody's name: two words with a
    /// capital each that stand together, neither of a state or a thing, or one behind a word that leads
    /// to people (`parti avec Paul`).
    pub(crate) fn may_name_somebody(&self, cell: &str) -> bool {
        let name = |word: &&str| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
        };
        let known =
            |word: &&str| self.states.words.contains(&fold(word)) || self.kinds.names_a_thing(word);
        let words: Vec<bool> =
            cell.split_whitespace().map(|word| name(&word) && !known(&word)).collect();
        let together = words.windows(2).any(|two| two == [true, true]);
        // Initials are of a department, and a firm is nobody.
        let capitals = |word: &str| word.len() < 5 && !word.contains(char::is_lowercase);
        let person = |word: &&str| !capitals(word) && !known(word) && maker_answer(word).is_none();
        let mut pairs = cell.split_whitespace().zip(cell.split_whitespace().skip(1));
        together || pairs.any(|(lead, word)| leads_to_people(lead) && name(&word) && person(&word))
    }

    /// As [`Self::state_of`], whatever puts it in doubt.
    pub(super) fn state_but_for_doubt(&self, word: &str) -> Option<State> {
        if !self.may_say_a_state(word) {
            return None;
        }
        let undashed = undashed(word);
        let word = undashed.as_str();
        let known = self.state_word(word).or_else(|| self.state_begun(word));
        let known = known.or_else(|| self.state_denied(word)).or_else(|| {
            // `Broken - Not Fixable (archived)`: the label, and what the tool makes of it.
            let whole = word.split_once('(').and_then(|(label, _)| self.state_word(label));
            let parts = word.split(PARTS);
            let said = |part: &str| self.state_word(part).or_else(|| self.state_denied(part));
            parts.filter_map(said).chain(whole).max()
        });
        known.or_else(|| self.state_kept(word))
    }

    /// Whether words begin as one of a state does, or are several: all others say none.
    fn may_say_a_state(&self, words: &str) -> bool {
        let begins = || {
            let folded = fold(words);
            self.begins_a_state(&folded)
                || DENIALS.contains(&folded.split(' ').next().unwrap_or(""))
        };
        // Nearly no words have a mark.
        let is_marked = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b' ';
        words.bytes().any(is_marked) && words.contains(PARTS) || begins()
    }

    /// Whether the first of folded words is that of a state, in whichever form.
    fn begins_a_state(&self, folded: &str) -> bool {
        let start = start_of(folded);
        self.states.starts.contains(start)
            || !self.own_starts.is_empty() && self.own_starts.contains(start)
    }

    /// What a status word means with who keeps the machine behind it: `Stock DSI`. One in use, or
    /// mended, is where such people work: `Maintenance informatique` is a department.
    fn state_kept(&self, word: &str) -> Option<State> {
        let folded = fold(word);
        if !folded.contains(' ') || !self.begins_a_state(&folded) {
            return None;
        }
        let undated = folded.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
        let mut left: Vec<&str> = undated.split(' ').collect();
        let held = left.len();
        while left.last().is_some_and(|last| KEEPERS.contains(last)) {
            left.pop();
        }
        let kept = left.len() < held;
        while left.last().is_some_and(|last| OF_KEEPERS.contains(last)) {
            left.pop();
        }
        let state = kept.then(|| self.state_word(&left.join(" "))).flatten()?;
        (!matches!(state, State::InService | State::InRepair)).then_some(state)
    }

    /// What a status word means that denies one of use: `Non opérationnelle`, `Jamais installé`. What
    /// is denied besides (`Not compliant`) says no state.
    fn state_denied(&self, word: &str) -> Option<State> {
        let folded = fold(word);
        let (_, rest) = folded.split_once(' ').filter(|(first, _)| DENIALS.contains(first))?;
        let rest = rest
            .split_once(' ')
            .filter(|(first, _)| YET.contains(first))
            .map_or(rest, |(_, rest)| rest);
        let begins = |with: &[&str]| with.iter().any(|start| rest.starts_with(start));
        let in_use = self.state_word(rest).or_else(|| self.state_word(&["en ", rest].concat()));
        match in_use? {
            State::InService if begins(&WORKS) => Some(State::InRepair),
            State::InService if begins(&USED) => Some(State::InStock),
            _ => None,
        }
    }

    /// What a status word means with what follows it: `Supprimé le 12/03/2021`, `Vendu à Emmaüs`.
    fn state_begun(&self, word: &str) -> Option<State> {
        let folded = fold(word);
        if !self.begins_a_state(&folded) {
            return None;
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let rest = |at: usize| {
            words.get(at).is_some_and(|next| {
                LEADS_ON.contains(next) || next.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        // « Prêt à jeter » lends nothing.
        let ahead = |at: usize| self.states.ahead.contains_key(&words[at..].join(" "));
        // « Bon de commande » is a paper, « Secours à la personne » a service: no machine is so.
        let paper = |at: usize| {
            matches!(words[0], "bon" | "bons" | "secours")
                && matches!(words[at], "de" | "du" | "des" | "a" | "au" | "aux" | "en")
        };
        let mut ends =
            (1..words.len().min(5)).rev().filter(|at| rest(*at) && !ahead(*at) && !paper(*at));
        ends.find_map(|at| self.state_word(&words[..at].join(" ")))
    }

    /// What a status word means, in the singular or the plural, of either gender.
    fn state_word(&self, word: &str) -> Option<State> {
        let folded = fold(word);
        if !self.begins_a_state(&folded) {
            return None;
        }
        let known = |word: &str| {
            self.own_states
                .get(word)
                .map(OwnWord::meet)
                .or_else(|| self.states.states.get(word).copied())
        };
        known(&folded).or_else(|| {
            let without = |ending: &str| {
                let words = folded.split(' ').map(|word| match word.strip_suffix(ending) {
                    Some(stem) if stem.len() > 2 => stem,
                    _ => word,
                });
                known(&words.collect::<Vec<_>>().join(" "))
            };
            // Spanish, Italian and Portuguese write `averiada` of a machine and `averiado` of a device.
            let masculine = || {
                let words = folded.split(' ').map(|word| {
                    match word
                        .strip_suffix("as")
                        .map(|stem| (stem, "os"))
                        .or_else(|| word.strip_suffix('a').map(|stem| (stem, "o")))
                    {
                        Some((stem, ending)) if stem.len() > 3 => format!("{stem}{ending}"),
                        _ => word.to_owned(),
                    }
                });
                let words: Vec<String> = words.collect();
                let plural = || known(words.join(" ").strip_suffix('s')?);
                known(&words.join(" ")).or_else(plural)
            };
            ["s", "es", "e"].iter().find_map(|ending| without(ending)).or_else(masculine)
        })
    }
}

/// A cell whose dash behind a word that denies is a blank: `Non-functional` is one state, and not two.
fn undashed(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for (at, part) in cell.split('-').enumerate() {
        if at > 0 {
            let before = out.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let denies = !before.is_empty() && DENIALS.contains(&fold(before).as_str());
            out.push(if denies && part.starts_with(char::is_alphabetic) { ' ' } else { '-' });
        }
        out.push_str(part);
    }
    out
}

/// Whether a word stands before the names of people: `avec Paul`.
fn leads_to_people(word: &str) -> bool {
    const LEADING: [&str; 10] =
        ["avec", "with", "chez", "par", "by", "mit", "von", "con", "da", "pour"];
    LEADING.contains(&fold(word).as_str())
}

/// What the organisation's own words of states are met by: with a mark of doubt they are others.
pub(super) fn own_key(word: &str) -> String {
    let folded = fold(word);
    if word.contains('?') { folded + " ?" } else { folded }
}

/// How folded words begin: the first of them, without what number and gender change at its end, which
/// leave three letters.
pub(super) fn start_of(folded: &str) -> &[u8] {
    const LEFT: usize = 3;
    let first = folded.split(' ').next().unwrap_or("");
    let stem = first.trim_end_matches(['s', 'e', 'a', 'o']);
    &first.as_bytes()[..stem.len().max(LEFT.min(first.len()))]
}

#[cfg(test)]
mod tests;

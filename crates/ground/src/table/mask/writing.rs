//! People in what an organisation writes of itself: a plan, a source, a decision. Names stand beside
//! addresses, after a function, or begin with a first letter.

use super::MASK;
use super::groups::{is_authored, is_function, is_group, is_place_word};
use super::people::{is_initial, is_name, is_title, names, words};
use super::people_word::{PeopleWord, bare};
use std::ops::Range;

/// A text without them; none where it has none.
pub(super) fn without_people(text: &str) -> Option<String> {
    let words = words(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_author = ["de", "of", "from", "avec"].contains(&word.text)
            && words[at.saturating_sub(3)..at].iter().any(|before| is_authored(bare(before.text)));
        let hidden = if is_author || is_function(bare(word.text)) {
            names(text, &words, at, 2)
        } else if is_initial(word.text) && word.text.ends_with('.') {
            initialled(text, &words, at)
        } else {
            None
        };
        found.extend(hidden.filter(|names| !is_group(&text[names.clone()])));
    }
    for (at, _) in text.match_indices(MASK) {
        found.extend(before(text, &words, at));
        found.extend(after(text, &words, at + MASK.len()));
    }
    without(text, found)
}

/// A text without what says who: one, two or three names and nothing else, between signs that part
/// them. Asked where a role is meant.
pub(super) fn without_names(text: &str) -> Option<String> {
    let mut found = Vec::new();
    let mut start = 0;
    let ends = text.match_indices([',', ';', '/', '(', ')', '<', '>', '\n', '&']);
    let ands = [" et ", " and "].into_iter().flat_map(|and| text.match_indices(and));
    let mut parts: Vec<(usize, usize)> =
        ends.chain(ands).map(|(at, sign)| (at, at + sign.len())).collect();
    parts.push((text.len(), text.len()));
    parts.sort_unstable();
    for (end, next) in parts {
        let own = text[start..end].trim();
        let from = start + text[start..end].find(own).unwrap_or(0);
        let of_name = |word: &str| is_name(bare(word)) || is_initial(word);
        let count = own.split_whitespace().count();
        let written = own.split_whitespace().all(of_name) && own.contains(char::is_lowercase);
        if (2..=4).contains(&count) && written && !is_group(own) {
            found.push(from..from + own.len());
        }
        start = next;
    }
    without(text, found)
}

/// A text without two names or more beside each other, wherever they stand: `voir avec Jean Exemple`.
/// Asked of references, which are no sentences.
pub(super) fn without_beside(text: &str) -> Option<String> {
    let words = words(text);
    let mut found = Vec::new();
    let mut first = 0;
    for at in 1..=words.len() {
        let goes_on = words.get(at).is_some_and(|word| {
            let before = words[at - 1];
            let gap = &text[before.end()..word.at];
            is_of_name(before) && is_of_name(*word) && gap.chars().all(char::is_whitespace)
        });
        if !goes_on {
            let own = &words[first..at];
            let small = own.iter().any(|word| word.text.contains(char::is_lowercase));
            found.extend(people(text, own).filter(|_| small));
            first = at;
        }
    }
    without(text, found)
}

/// A text with what was found in it masked.
fn without(text: &str, mut found: Vec<Range<usize>>) -> Option<String> {
    found.sort_by_key(|range| range.start);
    let mut out = String::new();
    let mut from = 0;
    for range in found {
        if range.start >= from {
            out.push_str(&text[from..range.start]);
            out.push_str(MASK);
            from = range.end;
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// A first letter and the name that it shortens: `P. Lefèvre`. In `École J. Ferry` it is of a place,
/// and `A. Achats responsables` is the first of a list.
fn initialled(text: &str, words: &[PeopleWord<'_>], at: usize) -> Option<Range<usize>> {
    let own = words[at];
    let name = *words.get(at + 1)?;
    let of_place = words[..at].last().is_some_and(|before| is_place_word(bare(before.text)));
    let apart = text[own.end()..name.at].trim().is_empty();
    if of_place || !apart || !is_name(bare(name.text)) || is_title(bare(own.text), true) {
        return None;
    }
    let end = name.at + bare(name.text).len();
    let rest = text[end..].trim_start();
    let listed = at == 0 && !rest.is_empty() && !rest.starts_with([',', '(', '<', ';', ')', '/']);
    (!listed).then_some(own.at..end)
}

/// The names before something masked: `Marie Dupont <***>`, `Marie Dupont (poste 12, ***)`.
fn before(text: &str, words: &[PeopleWord<'_>], at: usize) -> Option<Range<usize>> {
    let open = text[..at]
        .rfind(['(', '<', '['])
        .filter(|open| !text[*open..at].contains([')', '>', ']', '\n']));
    let end = open.unwrap_or(at);
    let known: Vec<PeopleWord<'_>> =
        words.iter().copied().filter(|word| word.end() <= end).collect();
    let mut first = known.len();
    while first > 0 && known.len() - first < 4 {
        let word = known[first - 1];
        let next = known.get(first).map_or(end, |next| next.at);
        let gap = &text[word.end()..next];
        let near = |c: char| c.is_whitespace() || (next == end && ",:–—-".contains(c));
        if !gap.chars().all(near) || !is_of_name(word) {
            break;
        }
        first -= 1;
    }
    people(text, &known[first..])
}

/// The names after something masked: `*** (Marie Dupont)`, `***, Marie Dupont`.
fn after(text: &str, words: &[PeopleWord<'_>], at: usize) -> Option<Range<usize>> {
    let known: Vec<PeopleWord<'_>> = words.iter().copied().filter(|word| word.at >= at).collect();
    let mut count = 0;
    while let Some(word) = known.get(count).filter(|_| count < 4) {
        let gap = &text[count.checked_sub(1).map_or(at, |last| known[last].end())..word.at];
        let near = |c: char| c.is_whitespace() || (count == 0 && ",(>".contains(c));
        if !gap.chars().all(near) || !is_of_name(*word) {
            break;
        }
        count += 1;
    }
    people(text, &known[..count])
}

fn is_of_name(word: PeopleWord<'_>) -> bool {
    let own = bare(word.text);
    (is_name(own) || is_initial(word.text)) && !is_title(own, word.text.ends_with('.'))
}

/// Two words at least, and no group.
fn people(text: &str, words: &[PeopleWord<'_>]) -> Option<Range<usize>> {
    let [first, .., last] = words else { return None };
    let range = first.at..last.at + bare(last.text).len();
    let named = words.iter().any(|word| is_name(bare(word.text)));
    (named && !is_group(&text[range.clone()])).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::super::{Holds, masked_in};

    #[test]
    fn a_paper_called_after_somebody_names_nobody() {
        for (text, expected) in [
            ("voir avec Martine Durand, bureau 12", "voir avec ***, bureau 12"),
            ("remis en main propre à Jean Dupont", "remis en main propre à ***"),
            ("chauffeur : Karim Benali", "chauffeur : ***"),
            ("LEFEBVRE Paul", "***"),
            ("BC-2024-20311", "BC-2024-20311"),
            ("BSD-20251118-VLB7K2M9Q", "BSD-20251118-VLB7K2M9Q"),
            ("Bon du 12 mai", "Bon du 12 mai"),
            ("bon Recyclerie Valbourg 12", "bon Recyclerie Valbourg 12"),
            ("", ""),
        ] {
            assert_eq!(masked_in(Holds::Papers, text), expected, "{text}");
        }
    }

    #[test]
    fn people_are_masked_in_what_is_written_of_them() {
        for (text, expected) in [
            ("Marie Dupont <marie.dupont@ville.test>", "*** <***>"),
            ("Marie Dupont, marie@ville.test", "***, ***"),
            ("marie@ville.test (Marie Dupont)", "*** (***)"),
            (
                "Voir avec Sophie Bernard (poste 4521, 0612345678).",
                "Voir avec *** (poste 4521, ***).",
            ),
            ("P. Lefèvre", "***"),
            ("selon audit confidentiel de Marie Dupont", "selon audit confidentiel de ***"),
            ("Courriel de Nadia Benali du 3 mars", "Courriel de *** du 3 mars"),
            ("J.-P. Martin, DSI", "***, DSI"),
            ("suivi de P. Lefèvre et du service", "suivi de *** et du service"),
            ("conseil municipal, maire : Claude LEROY", "conseil municipal, maire : ***"),
            ("directrice générale Anne Morel", "directrice générale ***"),
            ("Contact : jean.martin[at]valbourg.fr.", "Contact : ***."),
            ("jean.martin [arobase] valbourg [point] fr", "***"),
            ("M. le Maire Claude Leroy signe", "M. le Maire *** signe"),
            ("Mme la Directrice Anne Morel", "Mme la Directrice ***"),
        ] {
            assert_eq!(masked_in(Holds::Writing, text), expected, "`{text}`");
            assert_eq!(masked_in(Holds::Writing, expected), expected, "`{expected}`");
        }
        for (text, expected) in [
            ("Anne Morel", "***"),
            ("Anne Morel et Luc Besson (DSI)", "*** et *** (DSI)"),
            ("DSI, Jean Martin", "DSI, ***"),
        ] {
            assert_eq!(masked_in(Holds::Somebody, text), expected, "`{text}`");
        }
    }

    #[test]
    fn what_is_no_person_is_left() {
        for text in [
            "M. le Maire signe la charte",
            "Monsieur le Directeur général des services",
            "Mme la Directrice des achats valide",
            "Madame l'Adjointe aux finances",
            "Formation animée par Emmaüs Connect",
            "Atelier animé par la Ressourcerie Verte",
            "Piloté par Service Achats",
            "Responsable : Direction Générale",
            "Réduire de 01 02 03 04 05 points",
            "École J. Ferry, salle 3",
            "étude de Saint Denis",
            "rapport de Valbourg Agglomération",
            "audit du site",
            "A. Achats responsables",
            "Directeur Général Adjoint",
            "Contact : Service Achats",
            "Conseil Municipal du 3 mars (Salle Bleue)",
            "12 rue des Lilas, 44000 Nantes",
            "Convention « reconditionné » : E1, E7",
        ] {
            for holds in [Holds::Writing, Holds::Somebody] {
                assert_eq!(masked_in(holds, text), text);
            }
        }
        for text in ["Service Achats", "Emmaüs Connect", "Direction Générale des Services"] {
            assert_eq!(masked_in(Holds::Somebody, text), text);
        }
    }
}

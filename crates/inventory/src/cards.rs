//! Machines written as cards: a line for each thing that is said of one, a block for each machine.
//!
//! ```text
//! Nom : PC1
//! Marque : Dell
//!
//! Nom : PC2
//! Marque : HP
//! ```
//!
//! They are written anew as a table, a machine a row, and read as any other.

use ground::table::fold;
use std::io::Write;

/// The most things that are said of a machine.
const MOST_KEYS: usize = 64;
/// The longest word for one, in bytes.
const LONGEST_KEY: usize = 48;
/// What stands between a word and what it says.
const MARKS: [char; 5] = [':', ';', '\t', '=', ','];

/// Machines written as cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cards<'t> {
    /// What is said of machines, in the order it is met first.
    pub(super) keys: Vec<&'t str>,
    /// Each machine with the line it begins on, from 1.
    cards: Vec<(u64, Vec<Option<&'t str>>)>,
}

impl<'t> Cards<'t> {
    /// The cards that a text is, if all of it is: every line says one thing, what is said is said of most
    /// machines, and a word that `tells` says which these are.
    pub(super) fn of(text: &'t str, tells: &dyn Fn(&str) -> bool) -> Option<Self> {
        MARKS.into_iter().find_map(|mark| Self::parted_by(text, mark, tells))
    }

    fn parted_by(text: &'t str, mark: char, tells: &dyn Fn(&str) -> bool) -> Option<Self> {
        let mut own = Self { keys: Vec::new(), cards: Vec::new() };
        let mut is_new = true;
        for (at, line) in text.lines().enumerate() {
            // A sheet writes the columns that it leaves empty.
            let line = line.trim().trim_end_matches([';', ',', '\t']).trim_end();
            if line.trim_matches(['-', '=', '*', '_', '"', ' ']).is_empty() {
                is_new = true;
                continue;
            }
            let (said, value) = match line.split_once(mark) {
                Some((said, value)) => (said.trim(), value.trim().trim_matches('"')),
                // What says nothing may have lost its mark with its value.
                None => (line, ""),
            };
            if said.is_empty() || said.len() > LONGEST_KEY || value.contains(mark) && mark != ':' {
                return None;
            }
            let place = own.keys.iter().position(|known| fold(known) == fold(said));
            let place = match place {
                Some(place) => place,
                None if own.keys.len() < MOST_KEYS => {
                    own.keys.push(said);
                    own.keys.len() - 1
                }
                None => return None,
            };
            let is_again = || {
                own.cards
                    .last()
                    .is_some_and(|(_, card)| card.get(place).is_some_and(Option::is_some))
            };
            if is_new || is_again() {
                own.cards.push((at as u64 + 1, Vec::new()));
                is_new = false;
            }
            if let Some((_, card)) = own.cards.last_mut() {
                card.resize(card.len().max(place + 1), None);
                card[place] = Some(value);
            }
        }
        own.are_machines(tells).then_some(own)
    }

    /// Whether they are machines: two at least, of which most say the same things.
    fn are_machines(&self, tells: &dyn Fn(&str) -> bool) -> bool {
        let count = self.cards.len();
        let said = |place: usize| {
            self.cards
                .iter()
                .filter(|(_, card)| card.get(place).is_some_and(Option::is_some))
                .count()
        };
        let often = (0..self.keys.len()).filter(|place| said(*place) * 2 > count).count();
        let is_told = |place: usize| tells(self.keys[place]) && said(place) * 2 > count;
        count > 1 && often > 1 && often * 2 >= self.keys.len() && (0..self.keys.len()).any(is_told)
    }

    /// Writes each card as a row, with the file and the line it begins on, and gives how many there are.
    pub(super) fn write(&self, name: &str, out: &mut impl Write) -> csv::Result<u64> {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        writer.write_record(self.keys.iter().copied().chain(["", ""]))?;
        for (line, card) in &self.cards {
            let line = line.to_string();
            let cell = |place: usize| card.get(place).copied().flatten().unwrap_or("");
            writer.write_record((0..self.keys.len()).map(cell).chain([name, &line]))?;
        }
        writer.flush()?;
        Ok(self.cards.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_machines_whatever_parts_them() {
        let tells = |said: &str| ["Type", "Marque", "Model"].contains(&said);
        for text in [
            "Nom : PC1\nMarque : Dell\n\nNom : PC2\nMarque : HP\n",
            "Nom;PC1;;\nMarque;Dell;;\n;;;\nNom;PC2;;\nMarque;HP;;\n",
            "Type = PC\nModel = X\nType = Écran\nModel = Y\n",
            "Nom: PC1\nMarque: Dell\n---\nNom: PC2\nMarque:\n",
        ] {
            let cards = Cards::of(text, &tells).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((cards.keys.len(), cards.cards.len()), (2, 2), "{text}");
        }
        for text in [
            "Type;Qté\nPC portable;3\nÉcran;5\n",
            "Nom : PC1\nMarque : Dell\n",
            "Bonjour : voici\nla liste : jointe\nMerci : Paul\n",
            "Date : 2021\nLieu : Lyon\n\nDate : 2022\nLieu : Paris\n",
        ] {
            assert_eq!(Cards::of(text, &tells), None, "{text}");
        }
    }
}

//! A column of categories beside the types that tells telephones from computers: `Téléphonie;Fixe`,
//! `Informatique;Fixe`.

use crate::derive::{DeriveRule, DerivedField};
use crate::found::{Found, ValuesTell, percent_of};
use crate::kinds::WordJudge;
use crate::named_state::said_by_title;
use crate::placeholder::is_placeholder;
use crate::sample::each_first_row;
use crate::source::Cells;
use crate::{Field, KnownBy, Layout, Role};
use ground::table::{Dialect, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The words of a table that are telephones beside a word for telephony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Telephones {
    /// The column of categories.
    at: usize,
    /// Whether it says the type of a row that says none.
    stands_in: bool,
    /// Its words for telephony.
    telephony: BTreeSet<String>,
    /// The telephone that each word of two senses is.
    of: BTreeMap<String, String>,
}

impl Telephones {
    /// The type that a row says.
    pub(crate) fn cell(&self, cells: &Cells<'_>) -> String {
        let mut own = cells.field(Field::EquipmentType);
        if !self.stands_in && own == cells.at(Some(self.at)) && !self.tells(cells) {
            own.clear();
        }
        match self.of.get(&own) {
            Some(telephone) if self.telephony.contains(&cells.at(Some(self.at))) => {
                telephone.clone()
            }
            _ => own,
        }
    }

    /// Whether a column of types says something, the categories left out.
    fn tells(&self, cells: &Cells<'_>) -> bool {
        let roles = cells.layout.roles.iter().enumerate();
        let of_types = |role: &Role| matches!(role, Role::Field(field) | Role::Second(field) if *field == Field::EquipmentType);
        let mut others = roles.filter(|(at, role)| *at != self.at && of_types(role));
        others.any(|(at, _)| !is_placeholder(cells.at(Some(at)).as_bytes()))
    }
}

/// Whether a heading is of categories: a department called so (`Service`) has computers too.
fn is_of_categories(heading: &str) -> bool {
    const OF: [&str; 17] = [
        "categorie",
        "categories",
        "famille",
        "familles",
        "domaine",
        "nature",
        "usage",
        "rubrique",
        "type",
        "genre",
        "classe",
        "materiel",
        "equipement",
        "category",
        "family",
        "class",
        "domain",
    ];
    fold(heading).split(' ').any(|word| OF.contains(&word))
}

impl Layout {
    /// Notes the column of categories by which words of two senses are telephones; `text` begins at a
    /// line, and whether it is cut nowhere stands beside.
    pub(crate) fn note_telephones(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        let is_read = self
            .rule_of(Field::EquipmentType)
            .is_none_or(|known| matches!(known.rule, DeriveRule::First));
        let Some(types) = self.read_of(Field::EquipmentType).filter(|_| is_read) else { return };
        let beside = |at: &usize| {
            let role = self.roles[*at];
            matches!(role, Role::Ignored | Role::Second(Field::EquipmentType))
                && !self.is_told(*at)
                && is_of_categories(&self.headers[*at])
        };
        let columns: Vec<usize> = (0..self.roles.len()).filter(beside).collect();
        if columns.is_empty() {
            return;
        }
        let pairs = pairs_of(text, dialect, types, &columns);
        let told = columns.into_iter().filter_map(|at| Telephones::of(at, &pairs, judge));
        let Some((mut telephones, percent)) = told.max_by_key(|(_, percent)| *percent) else {
            return;
        };
        let heading = self.headers[telephones.at].trim().to_owned();
        telephones.stands_in = self.roles[telephones.at] != Role::Ignored;
        self.ignored.retain(|other| other.trim() != heading);
        self.roles[telephones.at] = Role::Second(Field::EquipmentType);
        self.found.retain(|found| !found.is_said_of(&heading));
        let (field, values) = (Field::EquipmentType, ValuesTell::Sorts);
        self.found.push(Found { percent, ..Found::sure_of(&heading, field, values) });
        let rule = DeriveRule::Telephone(Arc::new(telephones));
        self.derive(DerivedField { field, from: Some(types), rule });
    }
}

impl Layout {
    /// Takes the words of two senses of a table for telephones, where a title above its headings is a word
    /// for telephony; `text` is as that of [`Layout::note_telephones`].
    pub(crate) fn note_telephony_above(
        &mut self,
        titles: &[String],
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        let plain = self.traits.known_by == KnownBy::Words && judge.knows_words();
        let says = |title: &&String| {
            judge.says_telephony(title) || judge.says_telephony(&said_by_title(title))
        };
        let Some(title) = titles.iter().find(says).filter(|_| plain) else { return };
        let is_read = self.rule_of(Field::EquipmentType).is_none();
        let Some(at) = self.read_of(Field::EquipmentType).filter(|_| is_read) else { return };
        let mut words: BTreeSet<String> = BTreeSet::new();
        each_first_row(text, dialect, |row| {
            let word = String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii());
            if !words.contains(&*word) {
                words.insert(word.into_owned());
            }
        });
        let of = telephones_of(words, judge);
        if of.is_empty() {
            return;
        }
        self.found.push(Found::of_telephony(title, &of));
        let telephony = of.keys().cloned().collect();
        let telephones = Telephones { at, stands_in: true, telephony, of };
        let rule = DeriveRule::Telephone(Arc::new(telephones));
        self.derive(DerivedField { field: Field::EquipmentType, from: Some(at), rule });
    }
}

/// The telephone that each of the words of two senses is.
fn telephones_of(
    words: impl IntoIterator<Item = String>,
    judge: &WordJudge<'_>,
) -> BTreeMap<String, String> {
    let of = |word: String| judge.telephone_of(&word).map(|telephone| (word, telephone));
    words.into_iter().filter_map(of).collect()
}

/// The words of the types with those of columns beside them, and on how many rows.
type Pairs = BTreeMap<(String, usize, String), usize>;

fn pairs_of(text: (&[u8], bool), dialect: Dialect, types: usize, columns: &[usize]) -> Pairs {
    let mut pairs = Pairs::new();
    each_first_row(text, dialect, |row| {
        let cell = |at: usize| {
            String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii()).into_owned()
        };
        for at in columns {
            *pairs.entry((cell(types), *at, cell(*at))).or_default() += 1;
        }
    });
    pairs
}

impl Telephones {
    /// What a column tells, with the share of the rows with a word of two senses on which it does. What it
    /// tells of one row holds for all of the same words, below those looked at too.
    fn of(at: usize, pairs: &Pairs, judge: &WordJudge<'_>) -> Option<(Self, u8)> {
        let own = || pairs.iter().filter(|((_, of, _), _)| *of == at);
        let words: BTreeSet<&String> = own().map(|((word, ..), _)| word).collect();
        let beside: BTreeSet<&String> = own().map(|((.., beside), _)| beside).collect();
        let of = telephones_of(words.into_iter().cloned(), judge);
        let says = |words: &&String| judge.says_telephony(words);
        let telephony: BTreeSet<String> = beside.into_iter().filter(says).cloned().collect();
        let (mut all, mut told) = (0, 0);
        for ((.., beside), rows) in own().filter(|((word, ..), _)| of.contains_key(word)) {
            all += rows;
            told += if telephony.contains(beside) { *rows } else { 0 };
        }
        (told > 0).then(|| (Self { at, stands_in: false, telephony, of }, percent_of(told, all)))
    }
}

//! What a heading says of one machine among several of a row: `Écran 2`, `Modèle PC`, `Nb écrans`.

use super::super::column_words::{CountsUnits, counted_thing, counts, days, is_dated, parts};
use super::super::crossed::is_of_a_measure;
use super::super::headings::{ColumnSlot, general};
use super::super::kinds::WordJudge;
use super::super::{Field, Layout, Role};
use super::peripheral::Peripheral;
use super::stands::{Stands, stands};

/// Words for any machine, folded: what it is stands in the cells.
const ANYTHING: [&str; 24] = [
    "poste",
    "postes",
    "materiel",
    "materiels",
    "machine",
    "equipement",
    "equipements",
    "appareil",
    "device",
    "equipment",
    "hardware",
    "item",
    "asset",
    "workstation",
    "equipo",
    "gerat",
    "gerate",
    "dispositivo",
    "apparaat",
    "configuration",
    "aparato",
    "dotation",
    "objet",
    "bien",
];

/// Words of parts of a machine, folded: they are no machines beside it.
const PARTS: [&str; 24] = [
    "disque",
    "disques",
    "disk",
    "disks",
    "ssd",
    "hdd",
    "disque dur",
    "hard drive",
    "memoire",
    "ram",
    "memory",
    "batterie",
    "battery",
    "processeur",
    "cpu",
    "processor",
    "festplatte",
    "disco",
    "memoria",
    "chassis",
    "systeme",
    "system",
    "carte graphique",
    "gpu",
];

/// Words between a field and a thing, folded.
const LINKS: [&str; 18] = [
    "de", "du", "des", "d", "l", "la", "le", "of", "the", "der", "des", "vom", "von", "del",
    "della", "do", "da", "van",
];

/// Words before a thing that tell it from others, folded.
const ORDINALS: [(&str, &str); 24] = [
    ("1er", "1"),
    ("1ere", "1"),
    ("premier", "1"),
    ("premiere", "1"),
    ("1st", "1"),
    ("first", "1"),
    ("erster", "1"),
    ("primer", "1"),
    ("2e", "2"),
    ("2eme", "2"),
    ("2nd", "2"),
    ("second", "2"),
    ("seconde", "2"),
    ("deuxieme", "2"),
    ("zweiter", "2"),
    ("segundo", "2"),
    ("secondo", "2"),
    ("3e", "3"),
    ("3eme", "3"),
    ("3rd", "3"),
    ("third", "3"),
    ("troisieme", "3"),
    ("dritter", "3"),
    ("autre", "2"),
];

/// Words that name a machine, folded, where they stand before the word for it.
const NAMES: [&str; 14] = [
    "nom",
    "name",
    "hostname",
    "n",
    "no",
    "numero",
    "num",
    "nr",
    "number",
    "nombre",
    "ref",
    "reference",
    "id",
    "code",
];

/// What a column says of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// It is there, and what it is.
    Itself,
    /// How many there are.
    Count,
    /// A field of it.
    Of(Field),
    /// Something else of it, under these words.
    Other(String),
}

/// A machine that a heading names: its word, none where the cells say it, and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) thing: Option<String>,
    pub(super) number: String,
    /// When it stands there, where it is told from another: `Ancien PC`.
    pub(super) stands: Option<Stands>,
}

impl Named {
    /// Whether it is the same as another, of one or of several: `Nb écrans`, `Modèle écran`.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let words = |named: &Self| {
            let words = named.thing.as_deref()?.split(' ');
            let one = |word: &str| match word.strip_suffix(['s', 'x']) {
                Some(one) if one.len() > 2 => one.to_owned(),
                _ => word.to_owned(),
            };
            Some(words.map(one).collect::<Vec<_>>())
        };
        // `Station d'accueil` and `N° série dock` are of one.
        let peripheral = |named: &Self| Peripheral::alone(named.thing.as_deref()?);
        let alike = || peripheral(self).is_some() && peripheral(self) == peripheral(other);
        (&self.number, self.stands) == (&other.number, other.stands)
            && (words(self) == words(other) || alike())
    }
}

/// What a heading says of a machine of its row, if it names one.
///
/// `Élèves par PC`, `Objectif PC` say something of machines, and name none.
pub(super) fn said(heading: &str, judge: &WordJudge<'_>) -> Option<(Named, Part)> {
    if is_of_a_measure(heading) {
        return None;
    }
    if let Some((stands, rest)) = stands(heading)
        && let Some((named, part)) = said_of_any(&rest, judge)
    {
        // `Ancien modèle` alone is of the row's own.
        return Some((Named { stands: Some(stands), ..named }, part));
    }
    said_of_any(heading, judge)
}

/// As [`said`], whenever it stands there.
fn said_of_any(heading: &str, judge: &WordJudge<'_>) -> Option<(Named, Part)> {
    let bare = |counted: &String| counted.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(counted) = counted_thing(heading).filter(|counted| !bare(counted)) {
        // « Nb postes » counts the rows' own.
        let thing = own_thing(&counted).filter(|thing| is_thing(thing, judge))?;
        return Some((
            Named { thing: Some(thing), number: String::new(), stands: None },
            Part::Count,
        ));
    }
    let (words, number) = numbered(parts(heading));
    if words.is_empty() {
        return None;
    }
    // `Quantité 2` counts what `Équipement 2` names.
    if !number.is_empty() && counts(&words.join(" ")) == CountsUnits::Yes {
        return Some((Named { thing: None, number, stands: None }, Part::Count));
    }
    let named = |thing| Named { thing, number: number.clone(), stands: None };
    for at in (1..words.len()).rev() {
        let (left, right) = (linked(&words[..at]), linked(&words[at..]));
        for (field, own) in [(left, right), (right, left)] {
            let own = own.join(" ");
            if is_thing(&own, judge)
                && let Some(part) = part(field)
            {
                return Some((named(own_thing(&own)), part));
            }
        }
    }
    let whole = words.join(" ");
    if is_thing(&whole, judge) {
        return Some((named(own_thing(&whole)), Part::Itself));
    }
    // `Équipement secondaire` is one of several, as `Équipement 2` is.
    if let [first, rest @ ..] = &words[..]
        && ANYTHING.contains(&first.as_str())
        && number.is_empty()
    {
        let number = rest.join(" ");
        return Some((Named { thing: None, number, stands: None }, Part::Itself));
    }
    // `Modèle 2` is that of a second machine.
    let field = (!number.is_empty()).then(|| part(&words)).flatten()?;
    matches!(
        field,
        Part::Of(Field::EquipmentType | Field::Model | Field::Serial | Field::Manufacturer)
    )
    .then(|| (named(None), field))
}

/// How many a yes below a heading says: two below `Double écran`.
pub(super) fn units_of_a_yes(heading: &str) -> u32 {
    const TWO: [&str; 9] =
        ["double", "dual", "deux", "2", "two", "doppel", "doble", "doppio", "duplo"];
    let words = parts(heading);
    let two = words.len() > 1 && TWO.contains(&words[0].as_str());
    if two { 2 } else { 1 }
}

/// The words of a heading without the number that tells it from others, and that number.
fn numbered(mut words: Vec<String>) -> (Vec<String>, String) {
    let digits = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((_, number)) =
        words.first().and_then(|first| ORDINALS.iter().find(|(word, _)| word == first))
    {
        words.remove(0);
        return (words, (*number).to_owned());
    }
    for at in (1..words.len()).rev() {
        if digits(&words[at]) {
            let number = words.remove(at);
            if words[..at].last().is_some_and(|word| ["n", "no"].contains(&word.as_str())) && at > 1
            {
                words.remove(at - 1);
            }
            return (words, counted(&number));
        }
        let own = words[at].trim_end_matches(|c: char| c.is_ascii_digit());
        let number = words[at][own.len()..].to_owned();
        if !own.is_empty() && digits(&number) && !number.is_empty() {
            let cut = own.len();
            words[at].truncate(cut);
            return (words, counted(&number));
        }
    }
    if let [word] = &mut words[..] {
        let own = word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let number = word[own.len()..].to_owned();
        if own.len() > 1 && !number.is_empty() && digits(&number) {
            *word = own;
            return (words, counted(&number));
        }
    }
    (words, String::new())
}

/// A number as it counts: `01` is 1, and `0` stays one.
fn counted(number: &str) -> String {
    let plain = number.trim_start_matches('0');
    if plain.is_empty() { "0".to_owned() } else { plain.to_owned() }
}

/// Words without the links at their ends.
fn linked(mut words: &[String]) -> &[String] {
    let is_link = |word: &String| LINKS.contains(&word.as_str());
    while words.len() > 1 && words.first().is_some_and(is_link) {
        words = &words[1..];
    }
    while words.len() > 1 && words.last().is_some_and(is_link) {
        words = &words[..words.len() - 1];
    }
    words
}

/// Whether words are of a thing, or of any.
fn is_thing(words: &str, judge: &WordJudge<'_>) -> bool {
    ANYTHING.contains(&words) || !PARTS.contains(&words) && judge.is_counted(words)
}

/// The thing that words for one name; none where they are of any.
fn own_thing(words: &str) -> Option<String> {
    (!ANYTHING.contains(&words)).then(|| words.to_owned())
}

/// Words of a year of purchase.
const YEARS: [&str; 8] = ["annee", "year", "jahr", "baujahr", "ano", "anno", "jaar", "millesime"];

/// What words say of a machine beside the word for it.
fn part(words: &[String]) -> Option<Part> {
    if let [word] = words
        && NAMES.contains(&word.as_str())
    {
        return Some(Part::Of(Field::Name));
    }
    let own = words.join(" ");
    // A year beside a thing is that of its purchase, as far as anybody says.
    if YEARS.contains(&own.as_str()) {
        return Some(Part::Of(Field::AcquiredOn));
    }
    if is_dated(&own)
        && let Ok(field) = days(&own)
    {
        return Some(Part::Of(field.unwrap_or(Field::AcquiredOn)));
    }
    match general(&own)? {
        ColumnSlot::Field(field) => of_field(field, &own),
        ColumnSlot::Hint(_) => Some(Part::Other(own)),
    }
}

/// What a column of a field says of the machine that words name; none where it is of all that a person
/// or a place has.
fn of_field(field: Field, words: &str) -> Option<Part> {
    Some(match field {
        Field::Quantity => Part::Count,
        Field::EquipmentId | Field::AssetTag => Part::Of(Field::AssetTag),
        Field::Manufacturer
        | Field::Model
        | Field::Serial
        | Field::Name
        | Field::EquipmentType
        | Field::AcquiredOn
        | Field::InServiceOn
        | Field::Status => Part::Of(field),
        field if is_of_a_machine(field) => Part::Other(words.to_owned()),
        _ => return None,
    })
}

/// Whether a column of a field may be of all the machines of a row: a state, a day.
pub(super) fn may_be_of_all(field: Field) -> bool {
    matches!(field, Field::Status | Field::AcquiredOn | Field::InServiceOn)
}

/// Whether a field is of one machine, and not of all that a person or a place has.
pub(super) fn is_of_a_machine(field: Field) -> bool {
    !matches!(
        field,
        Field::Site
            | Field::Country
            | Field::Entity
            | Field::UserKey
            | Field::Shared
            | Field::Ownership
            | Field::DatacentreId
            | Field::Assumed
    )
}

/// What a column without a word for a thing says of the machine beside it.
pub(super) fn beside(layout: &Layout, at: usize) -> Option<Part> {
    match layout.roles[at] {
        Role::Field(Field::Quantity) | Role::Second(Field::Quantity) => Some(Part::Count),
        Role::Field(field) | Role::Second(field) if is_of_a_machine(field) => {
            let heading = layout.headers[at].trim();
            part(&parts(heading)).or_else(|| of_field(field, heading))
        }
        Role::Hint(_) => Some(Part::Other(layout.headers[at].trim().to_owned())),
        _ => None,
    }
}

//! `answers.toml`: what no file tells and a person declares, with its proof.

use super::catalogue::{Catalogue, Definition};
use super::value::{Figure, Quality, Value};
use equipment::estate::Estate;
use factor::{NamedDocument, file_digest};
use ground::fault::Fault;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::table::{Day, parse_day, parse_number, read_toml, yes_no};
use ground::text;
use serde::Deserialize;
use std::ops::RangeInclusive;
use std::path::Path;
use toml::Spanned;

/// Answers with every key, for what is written otherwise.
const EXAMPLE: &str = include_str!("answers.toml");

/// The years that an answer may be of.
const YEARS: RangeInclusive<i32> = 1990..=2100;

/// What became of an answer's proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The file is there, and is the one that was sealed.
    Sealed,
    /// The file is there, and holds nothing.
    Empty,
    /// The answer names no file.
    None,
    /// The file is not there.
    Absent,
    /// The file is there and its SHA-256 is not given.
    Unsealed,
    /// The file is not the one that was sealed.
    Changed,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The indicator.
    pub id: String,
    /// The year it is of.
    pub year: i32,
    /// What was answered.
    pub figure: Figure,
    /// The day it was given.
    pub date: Day,
    /// Who gave it: a role or a pseudonym.
    pub author: String,
    /// The file that proves it, below the estate's folder.
    pub evidence: Option<String>,
    /// What became of that proof.
    pub proof: Proof,
    /// The line of the file that it begins on.
    pub line: usize,
}

/// All that was declared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    /// The day exits began to be recorded, where it was declared.
    pub records_since: Option<Day>,
    /// The answers, in the order of the file.
    pub all: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRecord {
    #[serde(default)]
    records: RecordsRecord,
    #[serde(default)]
    answer: Vec<AnswerRecord>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsRecord {
    since: Option<Spanned<toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerRecord {
    id: Spanned<String>,
    year: Spanned<i32>,
    value: Spanned<toml::Value>,
    low: Option<Spanned<toml::Value>>,
    high: Option<Spanned<toml::Value>>,
    date: Spanned<toml::Value>,
    author: Spanned<String>,
    evidence: Option<Spanned<String>>,
    sha256: Option<Spanned<String>>,
}

impl Answers {
    /// Reads the answers of an estate; none where it has no file.
    ///
    /// # Errors
    ///
    /// The file is no TOML, or an answer names no indicator, is of the wrong kind, is given twice,
    /// or has an author that is a person.
    pub fn of(estate: &Estate) -> Result<Self, Fault> {
        let Some(path) = estate.answers_file() else { return Ok(Self::default()) };
        let text = ground::table::text_of_input(&path)
            .map_err(|error| ground::table::TextSource::cannot_read(&path, &error))?;
        Self::parse(&path, &text, &estate.root)
    }

    fn parse(path: &Path, text: &str, root: &Path) -> Result<Self, Fault> {
        let what = text!("answers.toml est illisible", "answers.toml cannot be read");
        let record: FileRecord = read_toml(path, text, what, EXAMPLE).map_err(|fault| {
            fault.hint(text!(
                "sections : [records], [[answer]] ; voir docs/formats/answers.md",
                "sections: [records], [[answer]]; see docs/formats/answers.md"
            ))
        })?;
        let catalogue = Catalogue::shipped()?;
        let file = File { path, text, root, catalogue: &catalogue };
        let records_since = record.records.since.as_ref().map(|date| file.day(date)).transpose()?;
        let mut all: Vec<Answer> = Vec::new();
        for one in &record.answer {
            let answer = file.answer(one)?;
            if let Some(known) =
                all.iter().find(|known| known.id == answer.id && known.year == answer.year)
            {
                let (id, year, line) = (&answer.id, answer.year, known.line);
                return Err(file.fault(
                    &one.id,
                    text!(
                        "deux réponses pour `{id}` en {year} : la première est à la ligne {line}",
                        "two answers for `{id}` in {year}: the first is on line {line}"
                    ),
                    text!(
                        "une seule réponse par indicateur et par année",
                        "one answer an indicator and year"
                    ),
                ));
            }
            all.push(answer);
        }
        Ok(Self { records_since, all })
    }

    /// The answer to an indicator in a year.
    pub fn to(&self, id: &str, year: i32) -> Option<&Answer> {
        self.all.iter().find(|answer| answer.id == id && answer.year == year)
    }
}

/// The file that answers are read from, and what they are held against.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
    root: &'a Path,
    catalogue: &'a Catalogue,
}

impl File<'_> {
    /// The line that something stands on.
    fn line<T>(&self, of: &Spanned<T>) -> usize {
        1 + self.text.get(..of.span().start).unwrap_or("").matches('\n').count()
    }

    /// A fault of a key: its line as it is written, and what is possible there.
    fn fault<T>(&self, of: &Spanned<T>, what: Text, possible: Text) -> Fault {
        let line = self.line(of);
        let written = self.text.lines().nth(line - 1).unwrap_or("").trim();
        Fault::new(what).at(self.path, line as u64, "", written).hint(possible)
    }

    fn answer(&self, one: &AnswerRecord) -> Result<Answer, Fault> {
        let id = one.id.get_ref();
        let definition = self.catalogue.named(id).ok_or_else(|| {
            let near = self.catalogue.nearest(id).join(", ");
            self.fault(
                &one.id,
                text!("indicateur inconnu `{id}`", "unknown indicator `{id}`"),
                if near.is_empty() {
                    text!(
                        "`empreinte indicators list` donne tous les indicateurs",
                        "`empreinte indicators list` tells all indicators"
                    )
                } else {
                    text!("voisins : {near}", "near: {near}")
                },
            )
        })?;
        let year = *one.year.get_ref();
        if !YEARS.contains(&year) {
            let (first, last) = (YEARS.start(), YEARS.end());
            return Err(self.fault(
                &one.year,
                text!("`{year}` n'est pas une année", "`{year}` is no year"),
                text!("de {first} à {last}", "from {first} to {last}"),
            ));
        }
        let author = one.author.get_ref().trim();
        if author.is_empty() || author.contains('@') {
            return Err(self.fault(
                &one.author,
                text!(
                    "`{id}` : author attend un rôle ou un pseudonyme, pas une adresse",
                    "`{id}`: author wants a role or a pseudonym, not an address"
                ),
                text!("author = \"direction générale\"", "author = \"management\""),
            ));
        }
        Ok(Answer {
            id: id.clone(),
            year,
            figure: self.figure(one, definition)?,
            date: self.day(&one.date)?,
            author: author.to_owned(),
            evidence: one.evidence.as_ref().map(|name| name.get_ref().clone()),
            proof: self.proof(one)?,
            line: self.line(&one.id),
        })
    }

    fn figure(&self, one: &AnswerRecord, definition: &Definition) -> Result<Figure, Fault> {
        if definition.is_yes_no() {
            return self.yes(one).map(Figure::YesNo);
        }
        let value = self.number(&one.value, definition)?;
        let bound = |key: &Option<Spanned<toml::Value>>| match key {
            Some(bound) => self.number(bound, definition),
            None => Ok(value),
        };
        let interval = Interval { value, low: bound(&one.low)?, high: bound(&one.high)? };
        if !interval.is_ordered() {
            let id = &definition.id;
            return Err(self.fault(
                &one.value,
                text!("`{id}` : low ≤ value ≤ high attendu", "`{id}`: low ≤ value ≤ high expected"),
                text!(
                    "low est la borne basse, high la haute",
                    "low is the low bound, high the high one"
                ),
            ));
        }
        Ok(Figure::Number(interval))
    }

    /// A yes or a no, as TOML has it or as people write it.
    fn yes(&self, one: &AnswerRecord) -> Result<bool, Fault> {
        let id = one.id.get_ref();
        if let Some(bound) = one.low.as_ref().or(one.high.as_ref()) {
            return Err(self.fault(
                bound,
                text!(
                    "`{id}` : un oui ou non n'a pas de bornes",
                    "`{id}`: a yes or no has no bounds"
                ),
                text!("low et high sont d'un nombre", "low and high are of a number"),
            ));
        }
        let said = match one.value.get_ref() {
            toml::Value::Boolean(yes) => Some(*yes),
            toml::Value::String(word) => yes_no(word),
            _ => None,
        };
        said.ok_or_else(|| {
            self.fault(
                &one.value,
                text!(
                    "`{id}` : value attend true ou false",
                    "`{id}`: value wants true or false"
                ),
                text!(
                    "true, false, \"oui\" ou \"non\" ; une réponse en partie ou sans objet se donne au critère de plan.toml (answer, applicable)",
                    "true, false, \"yes\" or \"no\"; an answer in part, or that does not apply, is given to the criterion of plan.toml (answer, applicable)"
                ),
            )
        })
    }

    /// A number, as TOML has it or as people write it.
    fn number(&self, of: &Spanned<toml::Value>, definition: &Definition) -> Result<f64, Fault> {
        let number = match of.get_ref() {
            toml::Value::Integer(whole) => Some(*whole as f64),
            toml::Value::Float(number) => Some(*number),
            toml::Value::String(word) => parse_number(word, true).ok(),
            _ => None,
        };
        // What a target cannot be no answer is either.
        let below = |number: f64| number < 0.0 && definition.may_be_negative();
        let impossible = number
            .filter(|number| !below(*number))
            .and_then(|number| definition.impossible(number));
        if let Some(why) = impossible {
            let (id, Text { fr, en }) = (&definition.id, why);
            return Err(self.fault(
                of,
                text!("`{id}` : valeur impossible, {fr}", "`{id}`: impossible value, {en}"),
                text!(
                    "corrigez la valeur, ou retirez la réponse",
                    "correct the value, or take the answer out"
                ),
            ));
        }
        number.filter(|number| number.is_finite()).ok_or_else(|| {
            let (id, unit) = (&definition.id, &definition.unit);
            self.fault(
                of,
                text!(
                    "`{id}` : un nombre est attendu ({unit})",
                    "`{id}`: a number is wanted ({unit})"
                ),
                text!(
                    "un nombre sans unité, avec un point : 12.5 ; ce qui n'est pas connu n'a pas de réponse",
                    "a number without unit, with a point: 12.5; what is not known has no answer"
                ),
            )
        })
    }

    /// A day, as TOML has it or as people write it.
    fn day(&self, of: &Spanned<toml::Value>) -> Result<Day, Fault> {
        let said = match of.get_ref() {
            toml::Value::String(word) => parse_day(word),
            toml::Value::Datetime(date) => parse_day(&date.to_string()),
            _ => None,
        };
        said.ok_or_else(|| {
            self.fault(
                of,
                text!("une date est attendue", "a date is wanted"),
                text!("AAAA-MM-JJ, comme 2026-12-31", "YYYY-MM-DD, such as 2026-12-31"),
            )
        })
    }

    fn proof(&self, one: &AnswerRecord) -> Result<Proof, Fault> {
        let id = one.id.get_ref();
        if let Some(sealed) = &one.sha256 {
            let is_digit = |c: char| c.is_ascii_hexdigit();
            let written = sealed.get_ref().trim();
            if written.len() != 64 || !written.chars().all(is_digit) || one.evidence.is_none() {
                return Err(self.fault(
                    sealed,
                    text!(
                        "`{id}` : sha256 n'est pas celui d'un fichier",
                        "`{id}`: sha256 is not that of a file"
                    ),
                    text!(
                        "64 chiffres hexadécimaux (`sha256sum FICHIER`), et evidence nomme ce fichier",
                        "64 hexadecimal digits (`sha256sum FILE`), and evidence names that file"
                    ),
                ));
            }
        }
        let Some(name) = &one.evidence else { return Ok(Proof::None) };
        let found = NamedDocument::of(self.root, name.get_ref());
        if matches!(found, NamedDocument::Outside | NamedDocument::Unnamed) {
            return Err(self.fault(
                name,
                text!(
                    "`{id}` : evidence attend un fichier du dossier du parc",
                    "`{id}`: evidence wants a file of the estate's folder"
                ),
                text!(
                    "un chemin depuis ce dossier, comme preuves/lettre.pdf",
                    "a path from that folder, such as evidence/letter.pdf"
                ),
            ));
        }
        let whole = match found {
            NamedDocument::File(whole) => whole,
            NamedDocument::Empty => return Ok(Proof::Empty),
            _ => return Ok(Proof::Absent),
        };
        Ok(match &one.sha256 {
            None => Proof::Unsealed,
            Some(sealed) if file_digest(&whole)?.eq_ignore_ascii_case(sealed.get_ref().trim()) => {
                Proof::Sealed
            }
            Some(_) => Proof::Changed,
        })
    }
}

impl Answer {
    /// The answer as a value, with what is to be said of its proof.
    pub fn value(&self) -> Value {
        let quality =
            if self.proof == Proof::Sealed { Quality::Declared } else { Quality::Unproven };
        let (date, author) = (self.date, &self.author);
        let value = Value::of(self.figure)
            .with(quality)
            .note(text!("déclaré le {date} par {author}", "declared on {date} by {author}"));
        match self.said() {
            Some(note) => value.note(note),
            None => value,
        }
    }

    /// What is to be said of its proof, where it does not hold.
    pub fn said(&self) -> Option<Text> {
        let file = self.evidence.as_deref().unwrap_or("");
        Some(match self.proof {
            Proof::Sealed => return None,
            Proof::None => text!("aucune preuve n'est donnée", "no proof is given"),
            Proof::Absent => {
                text!("la preuve `{file}` est introuvable", "the proof `{file}` is not there")
            }
            Proof::Empty => text!(
                "la preuve `{file}` est vide, et ne prouve rien",
                "the proof `{file}` is empty, and proves nothing"
            ),
            Proof::Unsealed => text!(
                "la preuve `{file}` n'a pas de SHA-256 : rien ne dit qu'elle n'a pas changé",
                "the proof `{file}` has no SHA-256: nothing tells that it was not changed"
            ),
            Proof::Changed => text!(
                "la preuve `{file}` a changé depuis la réponse (SHA-256 différent)",
                "the proof `{file}` was changed after the answer (another SHA-256)"
            ),
        })
    }
}

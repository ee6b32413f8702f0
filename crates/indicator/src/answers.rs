//! `answers.toml`: what no file tells and a person declares, with its proof.

use super::catalogue::{Catalogue, Definition};
use super::value::{Figure, Quality, Value};
use equipment::estate::Estate;
use factor::file_digest;
use ground::fault::Fault;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::table::{Day, parse_day};
use ground::text;
use serde::Deserialize;
use std::path::Path;

/// What became of an answer's proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The file is there, and is the one that was sealed.
    Sealed,
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
    since: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerRecord {
    id: String,
    year: i32,
    value: toml::Value,
    low: Option<f64>,
    high: Option<f64>,
    date: toml::value::Datetime,
    author: String,
    evidence: Option<String>,
    sha256: Option<String>,
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
            .map_err(|error| ground::table::Source::cannot_read(&path, &error))?;
        Self::parse(&path, &text, &estate.root)
    }

    fn parse(path: &Path, text: &str, root: &Path) -> Result<Self, Fault> {
        let record: FileRecord = toml::from_str(text).map_err(|error| {
            Fault::new(text!("answers.toml est illisible", "answers.toml cannot be read"))
                .in_file(path)
                .because(error)
                .hint(text!(
                    "sections : [records], [[answer]] ; voir docs/formats/answers.md",
                    "sections: [records], [[answer]]; see docs/formats/answers.md"
                ))
        })?;
        let catalogue = Catalogue::shipped()?;
        let records_since = match &record.records.since {
            Some(date) => Some(day(date, "[records] since").map_err(|f| f.in_file(path))?),
            None => None,
        };
        let mut all: Vec<Answer> = Vec::new();
        for one in &record.answer {
            let answer = answer(one, &catalogue, root).map_err(|fault| fault.in_file(path))?;
            if all.iter().any(|known| known.id == answer.id && known.year == answer.year) {
                let (id, year) = (&answer.id, answer.year);
                return Err(Fault::new(text!(
                    "deux réponses pour `{id}` en {year}",
                    "two answers for `{id}` in {year}"
                ))
                .in_file(path));
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

fn answer(one: &AnswerRecord, catalogue: &Catalogue, root: &Path) -> Result<Answer, Fault> {
    let id = &one.id;
    let definition = catalogue.named(id).ok_or_else(|| {
        let near = catalogue.nearest(id).join(", ");
        let fault = Fault::new(text!("indicateur inconnu `{id}`", "unknown indicator `{id}`"));
        if near.is_empty() { fault } else { fault.hint(text!("voisins : {near}", "near: {near}")) }
    })?;
    let figure = figure(one, definition)?;
    if one.author.trim().is_empty() || one.author.contains('@') {
        return Err(Fault::new(text!(
            "`{id}` : author attend un rôle ou un pseudonyme, pas une adresse",
            "`{id}`: author wants a role or a pseudonym, not an address"
        )));
    }
    let proof = proof(one, root)?;
    Ok(Answer {
        id: id.clone(),
        year: one.year,
        figure,
        date: day(&one.date, id)?,
        author: one.author.trim().to_owned(),
        evidence: one.evidence.clone(),
        proof,
    })
}

fn figure(one: &AnswerRecord, definition: &Definition) -> Result<Figure, Fault> {
    let (id, unit) = (&one.id, &definition.unit);
    let number = match &one.value {
        toml::Value::Boolean(yes) if definition.is_yes_no() => return Ok(Figure::YesNo(*yes)),
        toml::Value::Integer(whole) if !definition.is_yes_no() => Some(*whole as f64),
        toml::Value::Float(number) if !definition.is_yes_no() => Some(*number),
        _ => None,
    };
    let number = number.filter(|number| number.is_finite()).ok_or_else(|| {
        if definition.is_yes_no() {
            Fault::new(text!(
                "`{id}` : value attend true ou false",
                "`{id}`: value wants true or false"
            ))
        } else {
            Fault::new(text!(
                "`{id}` : value attend un nombre ({unit})",
                "`{id}`: value wants a number ({unit})"
            ))
        }
    })?;
    let interval = Interval {
        value: number,
        low: one.low.unwrap_or(number),
        high: one.high.unwrap_or(number),
    };
    if !interval.is_ordered() {
        return Err(Fault::new(text!(
            "`{id}` : low ≤ value ≤ high attendu",
            "`{id}`: low ≤ value ≤ high expected"
        )));
    }
    Ok(Figure::Number(interval))
}

fn day(date: &toml::value::Datetime, of: &str) -> Result<Day, Fault> {
    parse_day(&date.to_string())
        .ok_or_else(|| Fault::new(text!("{of} : date attendue", "{of}: date expected")))
}

fn proof(one: &AnswerRecord, root: &Path) -> Result<Proof, Fault> {
    let Some(name) = &one.evidence else { return Ok(Proof::None) };
    let path = Path::new(name);
    let outside = path.components().any(|part| !matches!(part, std::path::Component::Normal(_)));
    if outside {
        let id = &one.id;
        return Err(Fault::new(text!(
            "`{id}` : evidence attend un fichier du dossier du parc",
            "`{id}`: evidence wants a file of the estate's folder"
        )));
    }
    let whole = root.join(path);
    if !whole.is_file() {
        return Ok(Proof::Absent);
    }
    Ok(match &one.sha256 {
        None => Proof::Unsealed,
        Some(sealed) if file_digest(&whole)?.eq_ignore_ascii_case(sealed.trim()) => Proof::Sealed,
        Some(_) => Proof::Changed,
    })
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

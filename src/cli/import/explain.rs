//! `empreinte import --explain`: what each file is, and what becomes of each of its columns.

use crate::cli::args::EstateArgs;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use empreinte::equipment::Vocabulary;
use empreinte::fault::one_line;
use empreinte::inventory::{
    ExplainedColumn, Explanation, Field, InventoryFile, Mapping, Opening, Role, Score,
};
use empreinte::lang::{Lang, Text};
use empreinte::text;
use empreinte::word::of_shell;
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) fn run(
    args: &EstateArgs,
    mapping: Option<Mapping>,
    as_json: bool,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let mut estate = args.estate()?;
    estate.mapping = mapping;
    let card = &estate.card;
    let set = args.factors(&estate)?;
    let words = Vocabulary::new(&set, &card.types, &card.states, &estate.card_file())?;
    let among_several = estate.inventories.values().any(|files| files.len() > 1);
    let opening = Opening { among_several, ..estate.opening(args.encoding(), Some(&words)) };
    let mut found = Vec::new();
    let files = estate.inventories.iter();
    for (year, path) in files.flat_map(|(year, of)| of.iter().map(move |path| (*year, path))) {
        let opening = Opening { year: year.and_then(|year| u16::try_from(year).ok()), ..opening };
        let name = one_line(&path.to_string_lossy());
        found.push(InventoryFile::open_with(path, &name, &opening)?.explain());
    }
    let said = if as_json {
        let all: Vec<Value> = found.iter().map(|one| for_machines(one, lang)).collect();
        serde_json::to_string_pretty(&json!({ "files": all })).unwrap_or_else(|_| "{}".into())
            + "\n"
    } else {
        found.iter().map(|one| for_people(one, lang)).collect::<Vec<_>>().join("\n")
    };
    terminal::show(&said)?;
    Ok(CommandEnd::Whole)
}

/// What is missing that matters, and what to do next.
fn next(found: &Explanation) -> Vec<Text> {
    let has = |field: Field| {
        found.columns.iter().any(|column| column.role == Role::Field(field))
            || found.worked_out.iter().any(|(known, _)| *known == field)
    };
    let mut said = Vec::new();
    if !found.columns.is_empty() {
        let dates = [
            Field::AcquiredOn,
            Field::DeliveredOn,
            Field::InServiceOn,
            Field::OrderedOn,
            Field::RecordedOn,
        ];
        if !dates.into_iter().any(has) {
            said.push(text!(
                "aucune date d'achat ni de mise en service : l'âge restera inconnu, et ce sera dit comme une hypothèse",
                "no date of purchase or first use: the age will stay unknown, and that will be said as an assumption"
            ));
        }
        if !has(Field::Status) {
            said.push(text!(
                "aucun statut : tout sera tenu pour en service, et ce sera dit comme une hypothèse",
                "no status: everything will be taken to be in service, and that will be said as an assumption"
            ));
        }
        if !has(Field::EquipmentType) {
            said.push(text!(
                "aucun type d'équipement : les lignes seront écartées",
                "no equipment type: the rows will be set aside"
            ));
        }
    }
    let file = of_shell(found.file.split('#').next().unwrap_or(&found.file));
    said.push(text!(
        "ensuite : `empreinte import {file} --out parc` écrit l'inventaire canonique et les lignes écartées ; `empreinte assess {file}` évalue",
        "next: `empreinte import {file} --out parc` writes the canonical inventory and the rows set aside; `empreinte assess {file}` assesses"
    ));
    said
}

/// Whether a column belongs in a list.
type Is = fn(Role) -> bool;

#[expect(clippy::too_many_lines, reason = "what is explained, a line each")]
fn for_people(found: &Explanation, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", found.file);
    let label = found.source.label();
    let confidence = found.confidence.label();
    let colon = lang.colon().trim_end();
    let _ = writeln!(
        out,
        "{}",
        text!(
            "  source{colon} {} (`{}`), reconnaissance {}",
            "  source{colon} {} (`{}`), recognition {}",
            label.say(lang),
            found.source.code(),
            confidence.say(lang)
        )
        .say(lang)
    );
    if found.headings > 0 {
        let (known, all, line) = (found.known, found.headings, found.heading_line);
        let said = text!(
            "titres connus : {known} sur {all}, ligne {line}",
            "headings known: {known} of {all}, line {line}"
        );
        let _ = writeln!(out, "  {}", said.say(lang));
    }
    if let Some(delimiter) = found.delimiter {
        let delimiter = if delimiter == '\t' { "tab".to_owned() } else { delimiter.to_string() };
        let said = text!(
            "séparateur `{delimiter}`, encodage {}",
            "delimiter `{delimiter}`, encoding {}",
            found.encoding
        );
        let _ = writeln!(out, "  {}", said.say(lang));
    }
    for note in &found.notes {
        let _ = writeln!(out, "  {}", note.say(lang));
    }
    let groups: [(&str, &str, Is); 5] = [
        ("colonnes lues", "columns read", |role| matches!(role, Role::Field(_))),
        ("colonnes lues comme indices", "columns read as hints", |role| {
            matches!(role, Role::Hint(_))
        }),
        ("colonnes en double d'une autre", "columns that repeat another", |role| {
            matches!(role, Role::Second(_))
        }),
        ("données personnelles, jamais lues", "personal data, never read", |role| {
            role == Role::Personal
        }),
        ("colonnes non lues", "columns not read", |role| role == Role::Ignored),
    ];
    for (fr, en, is) in groups {
        let columns: Vec<&ExplainedColumn> =
            found.columns.iter().filter(|column| is(column.role)).collect();
        if columns.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n  {}{colon}", lang.label(fr, en));
        for column in columns {
            let _ = writeln!(out, "    {}", line_of(column, lang));
        }
    }
    if !found.worked_out.is_empty() {
        let _ = writeln!(
            out,
            "{}",
            text!("\n  champs déduits{colon}", "\n  fields worked out{colon}").say(lang)
        );
        for (field, from) in &found.worked_out {
            let from = from.as_ref().map_or_else(String::new, |from| format!(" ← {from}"));
            let _ = writeln!(out, "    {}{from}", field.code());
        }
    }
    if !found.found.is_empty() {
        let _ = writeln!(
            out,
            "{}",
            text!("\n  d'après les valeurs{colon}", "\n  by their values{colon}").say(lang)
        );
        for one in &found.found {
            let _ = writeln!(out, "    {}", one.say().say(lang));
        }
    }
    let against = against(found);
    if !found.contest.is_empty() {
        let heading = lang
            .label("lectures comparées, la meilleure d'abord", "readings compared, the best first");
        let _ = writeln!(out, "\n  {heading}{colon}");
        for score in &found.contest {
            let _ = writeln!(out, "    {}", standing(score, lang));
        }
        let _ = writeln!(
            out,
            "{}",
            text!("  contre la lecture retenue{colon}", "  against the reading taken{colon}")
                .say(lang)
        );
        for said in &against {
            let _ = writeln!(out, "    {}", said.say(lang));
        }
    }
    out.push('\n');
    for said in next(found) {
        let _ = writeln!(out, "  {}", said.say(lang));
    }
    out
}

/// A reading in one line: what it gets of the columns that move the figure.
fn standing(score: &Score, lang: Lang) -> String {
    let movers: Vec<String> = score
        .movers
        .iter()
        .map(|(field, share)| format!("{} {}", field.code(), lang.percent(*share)))
        .collect();
    let movers = if movers.is_empty() { "–".to_owned() } else { movers.join(", ") };
    let (code, points, (known, all)) = (score.source.code(), score.points, score.known);
    let typed = lang.percent(score.typed);
    let own = if score.signed {
        lang.semicolon().to_owned()
            + lang.label("titres qui lui sont propres", "headings of its own")
    } else {
        String::new()
    };
    let said = text!(
        "{code} : {points} points, type connu pour {typed} des lignes, titres connus {known} sur {all}{own} ; {movers}",
        "{code}: {points} points, type known for {typed} of the rows, headings known {known} of {all}{own}; {movers}"
    );
    said.say(lang).to_owned()
}

/// What speaks against the reading that was taken.
fn against(found: &Explanation) -> Vec<Text> {
    let mut said: Vec<Text> =
        found.found.iter().filter(|one| !one.sure).map(empreinte::inventory::Found::say).collect();
    if let Some(best) = found.contest.first() {
        for (field, share) in best.movers.iter().filter(|(_, share)| *share < 0.9) {
            let (code, percent) = (field.code(), (share * 100.0).round());
            said.push(text!(
                "`{code}` : {percent} % des cellules remplies de l'échantillon sont de cette nature",
                "`{code}`: {percent}% of the cells filled in the sample are of that kind"
            ));
        }
        for rival in found.contest.iter().skip(1).filter(|rival| rival.signed) {
            let code = rival.source.code();
            said.push(text!(
                "le fichier a aussi les titres propres à `{code}` : `--source {code}` le lit ainsi",
                "the file has the headings of `{code}` too: `--source {code}` reads it so"
            ));
        }
    }
    if said.is_empty() {
        said.push(text!("rien", "nothing"));
    }
    said
}

fn line_of(column: &ExplainedColumn, lang: Lang) -> String {
    match column.role {
        Role::Field(Field::Serial) => {
            let only = lang.label(
                "ne sert qu'à distinguer deux lignes, jamais écrit",
                "only tells two rows apart, never written",
            );
            format!("{} → serial ({only})", column.heading)
        }
        Role::Field(_) | Role::Second(_) => format!("{} → {}", column.heading, column.role.field()),
        Role::Hint(_) => {
            format!("{} → {}", column.heading, column.role.field().trim_start_matches('+'))
        }
        _ => column.heading.clone(),
    }
}

fn for_machines(found: &Explanation, lang: Lang) -> Value {
    json!({
        "file": found.file,
        "source_format": found.source.code(),
        "confidence": found.confidence.code(),
        "headings_known": found.known,
        "headings": found.headings,
        "encoding": found.encoding,
        "delimiter": found.delimiter.map(String::from),
        "heading_line": found.heading_line,
        "notes": found.notes.iter().map(|note| note.say(lang)).collect::<Vec<_>>(),
        "columns": found.columns.iter().map(|column| json!({
            "heading": column.heading,
            "role": column.role.code(),
            "field": column.role.field(),
        })).collect::<Vec<_>>(),
        "by_values": found.found.iter().map(|one| json!({
            "heading": one.heading,
            "field": one.field.code(),
            "applied": one.sure,
            "text": one.say().say(lang),
        })).collect::<Vec<_>>(),
        "contest": found.contest.iter().map(|score| json!({
            "source_format": score.source.code(),
            "signature": score.signed,
            "points": score.points,
            "typed": score.typed,
            "headings_known": score.known.0,
            "movers": score.movers.iter().map(|(field, share)| (field.code(), json!(share))).collect::<std::collections::BTreeMap<_, _>>(),
        })).collect::<Vec<_>>(),
        "against": against(found).iter().map(|said| said.say(lang)).collect::<Vec<_>>(),
        "worked_out": found.worked_out.iter().map(|(field, from)| json!({
            "field": field.code(),
            "from": from,
        })).collect::<Vec<_>>(),
        "next": next(found).iter().map(|said| said.say(lang)).collect::<Vec<_>>(),
    })
}

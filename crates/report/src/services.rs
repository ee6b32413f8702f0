//! Services bought: table, JSON and words.

use super::cut::cut;
use super::{Story, UNKNOWN};
use factor::TypeKind;
use footprint::service::{ServiceLines, unit_noun};
use footprint::{Axis, Group};
use ground::lang::{Lang, Noun};
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The columns of the results' `services.csv`.
pub const SERVICES: [&str; 17] = [
    "line",
    "service",
    "label",
    "amount",
    "counted_in",
    "days",
    "country",
    "site",
    "entity",
    "energy_kwh",
    "factor_ids",
    "stage",
    "criterion",
    "value",
    "low",
    "high",
    "unit",
];

/// The results' `services.csv`: each line of the year, a row a figure; a line without factor has
/// one row without figure.
///
/// # Errors
///
/// The writer fails.
pub fn services_csv<W: Write>(
    writer: W,
    story: &Story<'_>,
    dialect: CsvDialect,
    lang: Lang,
) -> io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &SERVICES)?;
    let Some(services) = &story.outcome.services else { return out.finish()?.flush() };
    for line in &services.lines {
        let code = format!("service:{}", line.service);
        let extra = services.extras.iter().find(|extra| extra.code == code);
        let missing = services.unpriced.iter().find(|missing| missing.service == line.service);
        let label = extra.map(|extra| &extra.label).or(missing.map(|missing| &missing.label));
        let ids: Vec<&str> = line.factors.iter().map(|(id, _)| id.as_str()).collect();
        let start = |out: &mut CsvOut<W>| {
            out.number(line.line as f64).text(&line.service);
            out.text(label.map_or("", |label| label.say(lang)));
            out.number(line.amount).text(&line.unit).number(f64::from(line.days));
            out.text(&story.set.zones[usize::from(line.zone.0)].code);
            out.text(&line.site).text(&line.entity);
            out.maybe(line.kwh.map(|kwh| kwh.value)).text(&ids.join(" "));
        };
        for (at, stage) in &line.figures {
            let criterion = &story.outcome.footprint.criteria[*at];
            let amount = line.sums.stage(*at, *stage);
            start(&mut out);
            out.text(stage.code()).text(&criterion.code);
            out.number(amount.value).number(amount.low).number(amount.high);
            out.text(&criterion.unit).end()?;
        }
        if line.figures.is_empty() {
            start(&mut out);
            out.text("").text("").text("").text("").text("").text("").end()?;
        }
    }
    out.finish()?.flush()
}

/// A unit that services are counted in, for people.
pub fn unit(code: &str, amount: f64, lang: Lang) -> String {
    unit_noun(code).named(amount).say(lang).to_owned()
}

/// The services' groups, largest first.
pub fn groups<'a>(story: &'a Story<'_>) -> impl Iterator<Item = &'a Group> {
    let groups = story.outcome.footprint.axis(Axis::Type);
    groups.iter().filter(|group| group.is_service())
}

/// How much of a service the year has, with its unit.
pub fn amount(services: &ServiceLines, code: &str, lang: Lang) -> String {
    let of = |line: &&footprint::service::PricedService| {
        code.strip_prefix("service:") == Some(line.service.as_str())
    };
    let lines = services.lines.iter().filter(of);
    let amount: f64 = lines.clone().map(|line| line.amount).sum();
    let counted_in = lines.clone().next().map_or("", |line| line.unit.as_str());
    format!("{} {}", lang.short(amount), unit(counted_in, amount, lang))
}

/// What may be counted twice: a network's factors, and the estate's own network equipment.
pub fn counted_twice(story: &Story<'_>, lang: Lang) -> Option<String> {
    let services = story.outcome.services.as_ref().filter(|services| services.has_network())?;
    let units_of = |wanted: &dyn Fn(&factor::EquipmentType) -> bool| -> f64 {
        let groups = story.outcome.footprint.axis(Axis::Type).iter();
        groups
            .filter(|group| {
                let kind = story.set.type_named(&group.code);
                kind.is_some_and(|kind| wanted(story.set.equipment_type(kind)))
            })
            .map(|group| group.units)
            .sum()
    };
    let boxes = units_of(&|kind| kind.code == "internet_box");
    let own = units_of(&|kind| kind.kind == TypeKind::Network) - boxes;
    let mut said = Vec::new();
    if own > 0.0 {
        said.push(text!(
            "les facteurs de réseau couvrent le réseau de l'opérateur ; vos {} équipements réseau sont comptés à part, à l'inventaire",
            "network factors cover the operator's network; your {} pieces of network equipment count apart, in the inventory",
            lang.number(own, 0)
        ).say(lang).to_owned());
    }
    if boxes > 0.0 && services.has_box() {
        said.push(text!(
            "{} box internet de l'inventaire sont aussi dans le facteur `network_fixed` : comptées deux fois ; prenez `network_fixed_without_box`",
            "{} internet boxes of the inventory are in the factor `network_fixed` too: counted twice; take `network_fixed_without_box`",
            lang.number(boxes, 0)
        ).say(lang).to_owned());
    }
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}

/// The services, in the summary of the year.
pub fn services(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(lines) = &story.outcome.services else { return Ok(()) };
    if groups(story).next().is_none() {
        return Ok(());
    }
    let figures = || groups(story).filter_map(|group| group.sums.overall(0));
    let all = match figures().next() {
        Some(_) => story.mass(lang, figures().map(|total| total.value).sum()),
        None => UNKNOWN.to_owned(),
    };
    writeln!(
        out,
        "{}",
        text!(
            "\nServices achetés, compris dans l'empreinte de l'année : {}",
            "\nServices bought, part of the footprint of the year: {}",
            all
        )
        .say(lang)
    )?;
    for group in groups(story) {
        writeln!(
            out,
            "  {:<36} {:>18} {:>16}",
            cut(group.label.say(lang), 36),
            amount(lines, &group.code, lang),
            known(story, group, lang),
        )?;
    }
    if let Some(said) = counted_twice(story, lang) {
        writeln!(out, "  {said}")?;
    }
    Ok(())
}

/// What a group weighs; what has no factor is not known, and no zero.
fn known(story: &Story<'_>, group: &Group, lang: Lang) -> String {
    let total = group.sums.overall(0);
    total.map_or_else(|| UNKNOWN.to_owned(), |total| story.mass(lang, total.value))
}

/// Rows of services, in the summary of the year.
pub fn rows(out: &mut String, services: &ServiceLines, lang: Lang) -> std::fmt::Result {
    writeln!(
        out,
        "{}",
        text!(
            "  {}, dont {}, {} d'une autre année",
            "  {}, of which {}, {} of another year",
            Noun::new(
                ("ligne de services lue", "lignes de services lues"),
                ("row of services read", "rows of services read")
            )
            .said(lang, services.rows_read as f64),
            Noun::ASIDE.said(lang, services.rejected as f64),
            services.other_years
        )
        .say(lang)
    )
}

//! A scenario for people: the answer, the levers by effect, the years.

use super::super::change::figure;
use super::super::grid::Grid;
use super::Scened;
use change::scenario::{Played, ScenarioYear};
use ground::lang::Lang;
use ground::quantity::Interval;
use ground::text;
use std::fmt::Write;

/// A scenario for people.
pub fn scenario_text(scened: &Scened<'_>, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, scened, lang);
    out
}

fn write(out: &mut String, scened: &Scened<'_>, lang: Lang) -> std::fmt::Result {
    let outlook = scened.outlook;
    let base = &outlook.baseline;
    let (Some(first), Some(last)) = (base.first(), base.last()) else { return Ok(()) };
    let (from, to) = (first.year, last.year);
    let said = |value: f64| figure(lang, scened.unit, value, false);
    let signed = |value: f64| figure(lang, scened.unit, value, true);
    if !scened.name.is_empty() {
        writeln!(out, "{}", scened.name)?;
    }
    let (now, then, with) = (
        said(first.total()),
        said(last.total()),
        said(outlook.together.years.last().map_or(0.0, ScenarioYear::total)),
    );
    let all = signed(outlook.together.cumulated.value);
    let bounds = between(scened, outlook.together.cumulated, lang);
    let answer = text!(
        "{from} : {now}. Sans rien changer, {to} : {then} ; avec tous les leviers : {with}. De {0} à {to}, {all} ({bounds}).",
        "{from}: {now}. Nothing changed, {to}: {then}; with all levers: {with}. From {0} to {to}, {all} ({bounds}).",
        from + 1
    );
    if outlook.alone.is_empty() {
        let answer = text!(
            "{from} : {now}. Sans rien changer, {to} : {then}.",
            "{from}: {now}. Nothing changed, {to}: {then}."
        );
        writeln!(out, "{}", answer.say(lang))?;
    } else {
        writeln!(out, "{}", answer.say(lang))?;
    }
    for gap in &outlook.gaps {
        writeln!(out, "{}", text!("non compté : {}", "not counted: {}", gap.say(lang)).say(lang))?;
    }
    writeln!(out)?;
    levers(out, scened, lang)?;
    years(out, scened, lang)?;
    for one in outlook.alone.iter().filter(|one| !one.raises.is_empty()) {
        let raised: Vec<&str> = one.raises.iter().map(|said| said.say(lang)).collect();
        let (lever, raised) = (one.said.join(" + "), raised.join(", "));
        let said =
            text!("attention, {lever} augmente : {raised}", "note, {lever} raises: {raised}");
        writeln!(out, "{}", said.say(lang))?;
    }
    super::unsure::unsure(out, outlook, lang)?;
    for said in outlook.alone.iter().flat_map(|one| &one.unseen) {
        let said = said.say(lang);
        writeln!(out, "{}", text!("non vu : {said}", "not seen: {said}").say(lang))?;
    }
    for said in &outlook.assumed {
        writeln!(out, "{}", text!("hypothèse : {}", "assumed: {}", said.say(lang)).say(lang))?;
    }
    let (sets, method) = (scened.factors.join(" + "), scened.method);
    let same = text!(
        "Facteurs {sets}, méthode {method} ; intervalles de la différence à 90 %, les erreurs communes s'annulant.",
        "Factors {sets}, method {method}; 90% intervals of the difference, shared errors cancelling."
    );
    writeln!(out, "{}", same.say(lang))
}

fn between(scened: &Scened<'_>, one: Interval, lang: Lang) -> String {
    let said = |value: f64| figure(lang, scened.unit, value, true);
    text!("{} à {}", "{} to {}", said(one.low), said(one.high)).say(lang).to_owned()
}

/// The unit of figures that stand below it.
fn in_unit(scened: &Scened<'_>) -> String {
    scened.unit.replace("CO2e", " CO₂e")
}

fn levers(out: &mut String, scened: &Scened<'_>, lang: Lang) -> std::fmt::Result {
    let outlook = scened.outlook;
    if outlook.alone.is_empty() {
        return Ok(());
    }
    let unit = in_unit(scened);
    let head = text!(
        "Chaque levier seul, cumulé sur les années, en {unit} :",
        "Each lever alone, cumulated over the years, in {unit}:"
    );
    writeln!(out, "{}", head.say(lang))?;
    let mut grid = Grid::new([
        lang.label("Levier", "Lever"),
        lang.label("écart", "difference"),
        lang.label("fabrication", "making"),
        lang.label("utilisation", "use"),
        "kWh",
        lang.label("achats", "bought"),
    ]);
    for one in &outlook.alone {
        row(&mut grid, &one.said.join(" + "), one, scened, lang);
    }
    if outlook.alone.len() > 1 {
        let all = lang.label("tous ensemble", "all together");
        row(&mut grid, all, &outlook.together, scened, lang);
        let interaction = figure(lang, scened.unit, outlook.interaction, true);
        let said = text!(
            "dont interaction : {interaction} (ensemble, moins la somme de chacun)",
            "of which interaction: {interaction} (together, less the sum of each)"
        );
        grid.below(said.say(lang));
    }
    out.push_str(&grid.said());
    let mut by_euro: Vec<(f64, &Played)> = outlook
        .alone
        .iter()
        .filter_map(|one| Some((one.per_euro()?, one)))
        .filter(|(per, _)| *per < 0.0)
        .collect();
    by_euro.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    if by_euro.len() > 1 {
        let order: Vec<String> = by_euro.iter().map(|(_, one)| one.said.join(" + ")).collect();
        let order = order.join(" > ");
        let said = text!("  par euro : {order}", "  by euro: {order}");
        writeln!(out, "{}", said.say(lang))?;
    }
    writeln!(out)
}

/// A number of the unit that stands above its column, signed where `is_change`.
fn in_column(lang: Lang, value: f64, is_change: bool) -> String {
    let number = if value.abs() >= 9.95 { lang.number(value, 0) } else { lang.short(value) };
    let nothing = !number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    match (nothing, is_change && value > 0.0) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("+{number}"),
        (false, false) => number,
    }
}

fn row(grid: &mut Grid, name: &str, one: &Played, scened: &Scened<'_>, lang: Lang) {
    let base = &scened.outlook.baseline;
    let signed = |value: f64| in_column(lang, value, true);
    let plain = |value: f64| {
        let number = lang.number(value, 0);
        if value >= 0.5 { format!("+{number}") } else { number }
    };
    let cells = vec![
        signed(one.cumulated.value),
        signed(one.over(base, |year| year.making)),
        signed(one.over(base, |year| year.using)),
        plain(one.over(base, |year| year.kwh)),
        plain(one.over(base, |year| year.bought)),
    ];
    grid.row(name, cells);
    let per_euro = one.per_euro().map(|per| {
        let (per, unit) = (lang.short(per), in_unit(scened));
        text!("{per} {unit} par euro dépensé", "{per} {unit} for each euro spent")
            .say(lang)
            .to_owned()
    });
    let is_sure = one.cumulated.low >= one.cumulated.high;
    let between = (!is_sure).then(|| between(scened, one.cumulated, lang));
    let said: Vec<String> = between.into_iter().chain(per_euro).collect();
    if !said.is_empty() {
        grid.below(said.join(lang.semicolon()));
    }
}

fn years(out: &mut String, scened: &Scened<'_>, lang: Lang) -> std::fmt::Result {
    let outlook = scened.outlook;
    let unit = in_unit(scened);
    let head = text!("Par an, en {unit} :", "By year, in {unit}:");
    writeln!(out, "{}", head.say(lang))?;
    let mut grid = Grid::new([
        lang.label("Année", "Year"),
        lang.label("sans levier", "no lever"),
        lang.label("tous", "all levers"),
        lang.label("écart (90 %)", "difference (90%)"),
        lang.label("acheté", "bought"),
        lang.label("unités", "units"),
        lang.label("euros", "euros"),
    ]);
    let all =
        outlook.baseline.iter().zip(&outlook.together.years).zip(&outlook.together.differences);
    for ((base, year), difference) in all {
        let said = |value: f64| in_column(lang, value, false);
        let number = |value: f64| lang.number(value, 0);
        let partly = |known: Option<String>, missing: f64| match known {
            None => "–".to_owned(),
            Some(known) if missing > 0.0 => format!("≥ {known}"),
            Some(known) => known,
        };
        let bounds = format!(
            "{} ({} … {})",
            said(difference.value),
            said(difference.low),
            said(difference.high)
        );
        let cells = vec![
            said(base.total()),
            said(year.total()),
            bounds,
            partly(year.purchase_making().map(said), year.unmade),
            lang.number(year.bought, 1),
            partly(year.money().map(number), year.unpriced),
        ];
        grid.row(year.year.to_string(), cells);
    }
    out.push_str(&grid.said());
    let said = text!(
        "acheté : la fabrication de ce qui est acheté dans l'année, entière.",
        "bought: the making of what is bought in the year, whole."
    );
    writeln!(out, "  {}", said.say(lang))?;
    writeln!(out)
}

//! Servers shared over virtual machines and applications: table, JSON and words.

use super::cut::cut;
use super::{NOTHING, Story};
use footprint::allocation::{AllocatedGroup, Allocation, AllocationLevel, AllocationLine};
use ground::lang::{Lang, Noun};
use ground::stage::Stage;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The columns of `allocation.csv`.
pub const ALLOCATION: [&str; 12] = [
    "level",
    "id",
    "server_id",
    "rule",
    "share",
    "energy_kwh",
    "stage",
    "criterion",
    "value",
    "low",
    "high",
    "unit",
];

/// How many groups are shown.
const SHOWN: usize = 20;

/// `allocation.csv`: servers, machines, applications and what is left, a row a stage and
/// criterion; the heading alone where the estate has no virtual machine.
///
/// # Errors
///
/// The writer fails.
pub fn allocation_csv<W: Write>(
    writer: W,
    story: &Story<'_>,
    dialect: CsvDialect,
) -> io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &ALLOCATION)?;
    let lines = story.outcome.allocation.iter().flat_map(Allocation::lines);
    for line in lines {
        for (at, criterion) in story.outcome.footprint.criteria.iter().enumerate() {
            for stage in Stage::ALL {
                let amount = story.figure(&line.sums, at, stage);
                out.text(line.level.code()).text(line.id).text(line.server);
                out.text(line.rule.map_or("", |rule| rule.code())).maybe(line.share);
                out.maybe(story.counts_use().then_some(line.kwh));
                out.text(stage.code()).text(&criterion.code).maybe(amount.map(|one| one.value));
                out.maybe(amount.map(|one| one.low)).maybe(amount.map(|one| one.high));
                out.text(&criterion.unit).end()?;
            }
        }
    }
    out.finish()?.flush()
}

/// All that applications use.
pub fn on_applications(allocation: &Allocation) -> AllocatedGroup {
    let mut all = AllocatedGroup { rows: 0, kwh: 0.0, ..allocation.no_application.clone() };
    all.sums = footprint::Sums::zero(all.sums.criteria());
    for one in allocation.level(AllocationLevel::Application) {
        all.rows += one.rows;
        all.kwh += one.kwh;
        all.sums.merge(&one.sums);
    }
    all
}

/// What becomes of the servers: the parts that sum to them, with their words.
pub fn parts(allocation: &Allocation, lang: Lang) -> [(&'static str, AllocatedGroup); 4] {
    [
        (lang.label("applications", "applications"), on_applications(allocation)),
        (
            lang.label(
                "machines virtuelles sans application",
                "virtual machines of no application",
            ),
            allocation.no_application.clone(),
        ),
        (AllocationLevel::Unallocated.label(lang), allocation.unallocated.clone()),
        (AllocationLevel::NoMachine.label(lang), allocation.no_machine.clone()),
    ]
}

/// What the servers' footprint becomes, in the summary of the year.
pub fn in_brief(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(allocation) = &story.outcome.allocation else { return Ok(()) };
    let all = allocation.servers.sums.total(0).value;
    writeln!(
        out,
        "{}",
        text!(
            "\nServeurs : {} ({}), répartis :",
            "\nServers: {} ({}), shared:",
            story.mass(lang, all),
            Noun::ROW.said(lang, allocation.servers.rows as f64)
        )
        .say(lang)
    )?;
    for (label, part) in parts(allocation, lang) {
        let value = part.sums.total(0).value;
        writeln!(
            out,
            "  {label:<36} {:>26} {:>7}",
            story.mass(lang, value),
            lang.percent(if all == 0.0 { 0.0 } else { value / all }),
        )?;
    }
    Ok(())
}

/// Rows of virtual machines and applications, in the summary of the year.
pub fn rows(out: &mut String, allocation: &Allocation, lang: Lang) -> std::fmt::Result {
    for (counts, fr, en) in [
        (
            allocation.machine_rows,
            ("ligne de machines virtuelles lue", "lignes de machines virtuelles lues"),
            ("row of virtual machines read", "rows of virtual machines read"),
        ),
        (
            allocation.application_rows,
            ("ligne d'application lue", "lignes d'applications lues"),
            ("row of applications read", "rows of applications read"),
        ),
    ] {
        writeln!(
            out,
            "{}",
            text!(
                "  {}, dont {}",
                "  {}, of which {}",
                Noun::new(fr, en).said(lang, counts.rows_read as f64),
                Noun::ASIDE.said(lang, counts.rejected as f64)
            )
            .say(lang)
        )?;
    }
    Ok(())
}

/// The servers of a year shared, seen by the levels asked for.
pub fn allocation_summary(story: &Story<'_>, levels: &[AllocationLevel], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut out, story, levels, lang);
    out
}

fn write_summary(
    out: &mut String,
    story: &Story<'_>,
    levels: &[AllocationLevel],
    lang: Lang,
) -> std::fmt::Result {
    let name = match story.organisation {
        "" => lang.label("Parc informatique", "IT estate"),
        name => name,
    };
    writeln!(out, "{name} · {} · {}", story.year.year, story.method.label().say(lang))?;
    let Some(allocation) = &story.outcome.allocation else {
        return writeln!(
            out,
            "\n{}",
            lang.label(
                "Aucune machine virtuelle : posez virtual-machines.csv dans le dossier du parc.",
                "No virtual machine: put virtual-machines.csv into the estate's folder.",
            )
        );
    };
    in_brief(out, story, lang)?;
    rules(out, allocation, lang)?;
    let chosen: &[AllocationLevel] =
        match (levels, allocation.level(AllocationLevel::Application).is_empty()) {
            ([], true) => &[AllocationLevel::Machine],
            ([], false) => &[AllocationLevel::Application],
            (levels, _) => levels,
        };
    for level in chosen {
        let mut lines: Vec<AllocationLine<'_>> =
            allocation.lines().filter(|line| line.level == *level).collect();
        lines.sort_by(|a, b| {
            b.sums.total(0).value.total_cmp(&a.sums.total(0).value).then(a.id.cmp(b.id))
        });
        table(out, story, *level, &lines, lang)?;
    }
    writeln!(out)?;
    rows(out, allocation, lang)
}

/// By which rules the servers were shared, and what could not be used.
fn rules(out: &mut String, allocation: &Allocation, lang: Lang) -> std::fmt::Result {
    writeln!(
        out,
        "\n{}",
        lang.label("Règle de partage de chaque serveur", "How each server is shared")
    )?;
    for host in allocation.hosts.iter().take(SHOWN) {
        let rule = host.rule.map_or_else(
            || lang.label("aucune machine gardée", "no machine kept"),
            |rule| rule.label(lang),
        );
        let mut said = vec![format!(
            "{rule}, {}",
            Noun::new(
                ("ligne de machines", "lignes de machines"),
                ("row of machines", "rows of machines")
            )
            .said(lang, host.machines as f64)
        )];
        if host.unallocated > 0.0 {
            said.push(
                text!("{} non alloué", "{} unallocated", lang.percent(host.unallocated))
                    .say(lang)
                    .to_owned(),
            );
        }
        for one in &host.passed_over {
            said.push(
                text!("{} absent sur {}", "{} missing on {}", one.rule.label(lang), one.lacking)
                    .say(lang)
                    .to_owned(),
            );
        }
        if host.beyond_capacity {
            said.push(
                lang.label("machines au-delà de la capacité", "machines beyond the capacity")
                    .into(),
            );
        }
        if host.own_energy_unused {
            said.push(
                lang.label(
                    "kWh des machines non pris : plus que le serveur",
                    "kWh of the machines not taken: more than the server's",
                )
                .into(),
            );
        }
        writeln!(out, "  {:<24} {}", cut(&host.id, 24), said.join(lang.semicolon()))?;
    }
    if allocation.hosts.len() > SHOWN {
        writeln!(
            out,
            "{}",
            text!(
                "  {} autres, dans allocation.csv (`--out`)",
                "  {} others, in allocation.csv (`--out`)",
                allocation.hosts.len() - SHOWN
            )
            .say(lang)
        )?;
    }
    Ok(())
}

fn table(
    out: &mut String,
    story: &Story<'_>,
    level: AllocationLevel,
    lines: &[AllocationLine<'_>],
    lang: Lang,
) -> std::fmt::Result {
    let all = story.outcome.allocation.as_ref().map_or(0.0, |a| a.servers.sums.total(0).value);
    let by = level.label(lang);
    writeln!(
        out,
        "\n{:<38} {:>12} {:>16} {:>7} {:>14}",
        text!("Par {by}", "By {by}").say(lang),
        "kWh",
        lang.label("empreinte", "footprint"),
        lang.label("part", "share"),
        lang.label("dont utilisation", "of which use"),
    )?;
    let counted = |said: String| if story.counts_use() { said } else { NOTHING.to_owned() };
    for line in lines.iter().take(SHOWN) {
        let total = line.sums.total(0).value;
        let name = match line.id {
            "" => lang.label("(non renseigné)", "(not given)"),
            id => id,
        };
        writeln!(
            out,
            "  {:<36} {:>12} {:>16} {:>7} {:>14}",
            cut(name, 36),
            counted(lang.number(line.kwh, 0)),
            story.mass(lang, total),
            lang.percent(if all == 0.0 { 0.0 } else { total / all }),
            counted(lang.percent(if total == 0.0 { 0.0 } else { line.sums.used(0).value / total })),
        )?;
    }
    if lines.len() > SHOWN {
        let rest: f64 = lines[SHOWN..].iter().map(|line| line.sums.total(0).value).sum();
        let name = Noun::OTHER.said(lang, (lines.len() - SHOWN) as f64);
        writeln!(out, "  {name:<36} {:>12} {:>16}", "", story.mass(lang, rest))?;
    }
    Ok(())
}

//! Dates to keep: what is due, and a calendar of them (RFC 5545).

use super::due::{Due, DueKind};
use super::model::Plan;
use super::said::target;
use super::target::day_of;
use super::words::Progress;
use ground::lang::{Lang, Text};
use ground::table::Day;
use indicator::Catalogue;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a calendar of this program says of its maker: any calendar begins as it does.
pub const CALENDAR_MARK: &str = "PRODID:-//empreinte//plan//FR";

/// All dates of a plan that are not behind it, in order of time: those of things done are none.
fn dates(plan: &Plan, catalogue: &Catalogue) -> Vec<Due> {
    // A calendar is shared: nobody is named in it, nor in the names of its dates.
    let plan = &plan.for_others();
    let mut all = Vec::new();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for one in &plan.milestones {
        let slug = slug(&one.label);
        let count = met.entry(slug.clone()).or_default();
        *count += 1;
        // Two hyphens, which no name has: `bilan--2` is the second `bilan`, and no `bilan 2`. Those
        // that were kept count too, so that the others keep their names.
        let key = if *count == 1 { slug } else { format!("{slug}--{count}") };
        if one.done == Some(true) {
            continue;
        }
        all.push(Due {
            on: one.on.0,
            kind: DueKind::Milestone,
            id: String::new(),
            label: Text { fr: one.label.clone(), en: one.label.clone() },
            law: one.law.clone(),
            key: format!("milestone-{key}"),
        });
    }
    for one in plan.commitments.iter().filter(|one| one.dropped.is_empty()) {
        for (date, value) in &one.targets {
            let Some(on) = day_of(date) else { continue };
            let (label, definition) = (&one.label, catalogue.named(&one.indicator));
            let unit = definition.map_or("", |definition| definition.unit.as_str());
            let asked = |lang| target(one.kind(definition), *value, (unit, 0), lang);
            all.push(Due {
                on,
                kind: DueKind::Target,
                id: one.id.clone(),
                label: Text {
                    fr: format!("{label} (cible : {})", asked(Lang::Fr)),
                    en: format!("{label} (target: {})", asked(Lang::En)),
                },
                law: one.law.clone(),
                key: format!("target-{}-{}", name(&one.id), slug(date)),
            });
        }
    }
    for one in &plan.actions {
        let begun = one.status.is_some_and(|status| status != Progress::Todo);
        let days = [
            (one.starts_on.filter(|_| !begun), DueKind::ActionStart),
            (one.ends_on.filter(|_| one.is_open()), DueKind::ActionEnd),
        ];
        for (day, kind) in days {
            let Some(day) = day else { continue };
            all.push(Due {
                on: day.0,
                kind,
                id: one.id.clone(),
                label: Text { fr: one.label.clone(), en: one.label.clone() },
                law: String::new(),
                key: format!("{}-{}", kind.code(), name(&one.id)),
            });
        }
    }
    all.sort_by(|a, b| (a.on, a.kind, &a.key).cmp(&(b.on, b.kind, &b.key)));
    all
}

/// What is due within so many days of a day, what is overdue included. Nothing in a plan says that a
/// target was reached: one whose day has come is told for `back` days more, and not at all where the
/// status stands beside, which tells what became of it.
pub fn due(
    plan: &Plan,
    catalogue: &Catalogue,
    on: Day,
    within: i32,
    back: Option<i32>,
) -> Vec<Due> {
    let is_near = |one: &Due| {
        let days = one.on.days_since(on);
        let is_told =
            one.kind != DueKind::Target || days > 0 || back.is_some_and(|back| days >= -back);
        days <= within && is_told
    };
    dates(plan, catalogue).into_iter().filter(is_near).collect()
}

/// Small letters and digits of a word, the rest as hyphens.
fn slug(word: &str) -> String {
    let plain: String = word
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { '-' })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// A name of an identifier that no other identifier has: its small letters, and what tells it from
/// another of the same small letters.
fn name(id: &str) -> String {
    let slug = slug(id);
    if slug.to_uppercase() == id {
        return slug;
    }
    let digest = factor::hex_digest(id.as_bytes());
    format!("{slug}--{}", digest.get(..8).unwrap_or(&digest))
}

/// The plan's dates as a calendar: CRLF, folded lines, escaped text, names that stay; its stamp is a
/// date of the plan and never the clock's, so that the same plan gives the same bytes.
pub fn ics(plan: &Plan, catalogue: &Catalogue, lang: Lang) -> String {
    let mut out = FoldedLines::default();
    let plan = &plan.for_others();
    let name = if plan.identity.title.is_empty() { "Plan" } else { &plan.identity.title };
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line(CALENDAR_MARK);
    out.line("CALSCALE:GREGORIAN");
    out.line(&format!("X-WR-CALNAME:{}", escaped(name)));
    let stamp = plan
        .identity
        .communicated_on
        .or_else(|| plan.validations.iter().map(|one| one.on).max())
        .map(|date| date.0);
    let house = slug(&plan.identity.organisation);
    for one in dates(plan, catalogue) {
        let compact = |day: Day| day.to_string().replace('-', "");
        out.line("BEGIN:VEVENT");
        let at = if house.is_empty() { "plan" } else { &house };
        out.line(&format!("UID:{}@{at}.empreinte", one.key));
        out.line(&format!("DTSTAMP:{}T000000Z", compact(stamp.unwrap_or(one.on))));
        out.line(&format!("DTSTART;VALUE=DATE:{}", compact(one.on)));
        let id = if one.id.is_empty() { String::new() } else { format!(" {}", one.id) };
        let said = format!("{}{id}{}{}", one.kind.label(lang), lang.colon(), one.label.say(lang));
        out.line(&format!("SUMMARY:{}", escaped(&said)));
        if !one.law.is_empty() {
            out.line(&format!("DESCRIPTION:{}", escaped(&one.law)));
        }
        out.line(&format!("CATEGORIES:{}", one.kind.code().to_uppercase()));
        out.line("TRANSP:TRANSPARENT");
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

/// Text of RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let lines: Vec<&str> = text.lines().collect();
    for c in lines.join("\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most 75 bytes, section 3.1; no character is cut.
#[derive(Default)]
struct FoldedLines(String);

impl FoldedLines {
    fn line(&mut self, line: &str) {
        let mut room = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = 74;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        let _ = self.0.write_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const PLAN: &str = "[plan]\ntitle = \"Plan ; a, b\"\norganisation = \"Mairie de X\"\ncommunicated_on = 2025-02-03\n[[milestone]]\non = 2027-01-26\nlabel = \"Bilan, débat ; « ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé »\"\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\ntargets = { 2025 = 1, \"2027-06-30\" = 1.65 }\n[[action]]\nid = \"A\"\nlabel = \"y\"\nstatus = \"doing\"\nstarts_on = 2025-01-01\nends_on = 2026-12-31\n[[action]]\nid = \"B\"\nlabel = \"z\"\nstatus = \"done\"\nends_on = 2026-12-31\n";

    fn plan() -> Plan {
        Plan::parse(Path::new("plan.toml"), PLAN).unwrap()
    }

    #[test]
    fn what_is_due_is_near_or_overdue_and_not_done() {
        let on = Day::new(2027, 1, 2).unwrap();
        let of =
            |on, within| due(&plan(), &Catalogue::shipped().unwrap(), on, within, Some(within));
        let near: Vec<String> = of(on, 60).into_iter().map(|one| one.key).collect();
        assert_eq!(near.len(), 2, "{near:?}");
        assert_eq!(near[0], "action_end-a");
        assert!(near[1].starts_with("milestone-bilan"));
        assert!(of(Day::new(2026, 6, 1).unwrap(), 10).is_empty());
        // A target is told as long after its day as before.
        let targets = |month, day| {
            let all = of(Day::new(2026, month, day).unwrap(), 60);
            all.iter().filter(|one| one.kind == DueKind::Target).count()
        };
        assert_eq!((targets(1, 2), targets(3, 30)), (1, 0));
        // Beside a status, which tells what became of it, one whose day has come is no next date.
        let beside = |day: &str| {
            let on = ground::table::parse_day(day).unwrap();
            let all = due(&plan(), &Catalogue::shipped().unwrap(), on, 370, None);
            all.into_iter().map(|one| one.key).collect::<Vec<_>>()
        };
        let before = ["target-e1-2025", "action_end-a"].map(str::to_owned);
        assert_eq!(beside("2025-12-30"), before);
        assert_eq!(beside("2025-12-31"), ["action_end-a"]);
        // What nothing says was done stays overdue.
        assert!(beside("2027-06-29").contains(&"action_end-a".to_owned()));
    }

    #[test]
    fn the_calendar_is_folded_escaped_and_the_same_each_time() {
        let catalogue = Catalogue::shipped().unwrap();
        let out = ics(&plan(), &catalogue, Lang::Fr);
        assert_eq!(out, ics(&plan(), &catalogue, Lang::Fr));
        assert!(out.ends_with("END:VCALENDAR\r\n") && !out.replace("\r\n", "").contains('\n'));
        for line in out.split("\r\n") {
            assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        }
        let whole = out.replace("\r\n ", "");
        assert!(whole.contains("X-WR-CALNAME:Plan \\; a\\, b\r\n"));
        assert!(whole.contains("SUMMARY:échéance\u{a0}: Bilan\\, débat \\; « ééé"));
        assert!(whole.contains("UID:target-e1-2027-06-30@mairie-de-x.empreinte\r\n"));
        assert!(whole.contains("SUMMARY:cible E1\u{a0}: x (cible : 1\\,65)\r\n"), "{whole}");
        assert!(whole.contains("DTSTART;VALUE=DATE:20270630\r\n"));
        assert!(whole.contains("DTSTAMP:20250203T000000Z\r\n"));
        assert_eq!(whole.matches("BEGIN:VEVENT").count(), 4);
    }

    #[test]
    fn names_are_of_one_thing_each_and_stay_when_another_is_kept() {
        let of = |done: bool| {
            let text = format!(
                "[[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"it_electricity\"\ntarget = \"change\"\ntargets = {{ 2027 = -15 }}\n[[commitment]]\nid = \"e1\"\nlabel = \"y\"\ntargets = {{ 2027 = 1 }}\n[[milestone]]\non = 2026-01-01\nlabel = \"Bilan\"\ndone = {done}\n[[milestone]]\non = 2027-01-01\nlabel = \"Bilan\"\n[[milestone]]\non = 2027-02-01\nlabel = \"Bilan 2\"\n"
            );
            let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
            dates(&plan, &Catalogue::shipped().unwrap())
        };
        let keys = |all: Vec<Due>| -> std::collections::BTreeSet<String> {
            all.into_iter().map(|one| one.key).collect()
        };
        let (before, after) = (keys(of(false)), keys(of(true)));
        assert_eq!((before.len(), after.len()), (5, 4), "{before:?}");
        assert!(after.is_subset(&before), "{after:?}");
        let said: Vec<String> = of(true).into_iter().map(|one| one.label.fr).collect();
        assert!(said.contains(&"x (cible : -15\u{a0}%)".to_owned()), "{said:?}");
    }

    /// A calendar is shared: people are neither in its words nor in the names of its dates.
    #[test]
    fn nobody_is_named_in_a_calendar_nor_in_what_is_due() {
        let text = "[plan]\ntitle = \"Plan de Mme Durand\"\n[[milestone]]\non = 2027-01-26\nlabel = \"Bilan : Lucie Fabre, lucie.fabre@x.example\"\nlaw = \"avis de Paul Morel\"\n[[action]]\nid = \"A\"\nlabel = \"Appeler M. Petit au 06 12 34 56 78\"\nends_on = 2026-12-31\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let catalogue = Catalogue::shipped().unwrap();
        let shared = ics(&plan, &catalogue, Lang::Fr).replace("\r\n ", "");
        let near = due(&plan, &catalogue, Day::new(2026, 12, 1).unwrap(), 90, Some(90));
        let said: Vec<String> =
            near.iter().map(|one| format!("{} {}", one.key, one.label.fr)).collect();
        assert_eq!(said.len(), 2);
        for words in [shared, said.join("\n")] {
            for name in ["Durand", "fabre", "Fabre", "Morel", "Petit", "06 12"] {
                assert!(!words.contains(name), "{name}: {words}");
            }
        }
    }
}

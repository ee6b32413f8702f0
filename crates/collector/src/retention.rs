//! What is kept no longer: days after thirteen months, summed first; one machine, where its people
//! ask; pseudonyms under a new key. Each leaves a line in the journal.

use crate::export::{SummedMachines, of_days, of_one_machine_each};
use crate::pseudonym::EstateKey;
use crate::store::{
    JournalNote, KnownBefore, MergedPaper, Month, Store, StoreDone, StoreFault, Token, Write,
    dropped_name, erased_name, renamed_name,
};
use record::AgentId;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Months for which days are kept; a month goes once all of its days are older.
pub const MONTHS: i32 = 13;

/// How long the journal names agents and tokens, in seconds.
const YEAR_S: i64 = 365 * 86_400;

/// How often a month is summed again where records came meanwhile.
const TRIES: u8 = 3;

/// Deletes the days of months older than so many, and keeps what they amounted to; `each` has a line of
/// each as soon as it is deleted.
///
/// # Errors
/// The store's word; months deleted so far are deleted.
pub fn forget_days(
    store: &mut dyn Store,
    today: Month,
    months: i32,
    each: &mut dyn FnMut(&str),
) -> Result<(), StoreFault> {
    // Whole months: one whose last day is as old as that, whatever the day is today.
    let newest = today.before(months.saturating_add(1));
    let old = |month: &Month| *month <= newest;
    // As they are before any of their days goes.
    let machines = SummedMachines::of(store)?;
    for month in store.months()?.into_iter().filter(old) {
        // A record of folded days goes with the last of them, or once it is twice as old: nobody
        // keeps the days of others by the length of their own.
        let reaches = reaches(store, month)?;
        if old(&reaches) || today.index() - month.index() > months.saturating_mul(2) {
            each(&format!("deleted {}", forget_month(store, month, &machines)?));
        } else {
            each(&format!("kept month={month} folded_until={reaches}"));
        }
    }
    // Documents of machines that no agent has told of for as long.
    let of = |paper: &MergedPaper| Month::of_number(crate::clock::day_of(paper.received));
    let silent = store.papers()?.into_iter().filter(|paper| of(paper).is_some_and(|m| old(&m)));
    let mut writes: Vec<Write> = silent.map(|paper| Write::ForgetPaper(paper.key)).collect();
    let line = (!writes.is_empty()).then(|| format!("documents={}", writes.len()));
    writes.extend(line.iter().map(|line| JournalNote::now("deleted", line.clone())));
    writes.push(Write::ForgetNotes(crate::clock::now() - YEAR_S));
    store.commit(&writes)?;
    if let Some(line) = line {
        each(&format!("deleted {line}"));
    }
    Ok(())
}

/// Deletes the document of a machine that another agent tells of; a line, which does not name it whole.
///
/// # Errors
/// The store's word.
pub fn forget_paper(store: &mut dyn Store, key: &str) -> Result<String, StoreFault> {
    let short = format!("document={}…", key.chars().take(8).collect::<String>());
    let erased = Write::Erased(erased_name(key));
    let writes =
        [Write::ForgetPaper(key.to_owned()), erased, JournalNote::now("deleted", short.clone())];
    let done = store.commit(&writes)?;
    Ok(format!("deleted {short} rows={}", deleted(&done)))
}

/// The last month that the records of a month tell of.
fn reaches(store: &mut dyn Store, month: Month) -> Result<Month, StoreFault> {
    let mut last = month.last_day();
    store.month(month, &mut |kept| last = last.max(kept.last_day()))?;
    Ok(Month::of_number(last).unwrap_or(month))
}

/// Deletes a month's days, and notes it as one: what it amounted to, and how much there was.
fn forget_month(
    store: &mut dyn Store,
    month: Month,
    machines: &SummedMachines,
) -> Result<String, StoreFault> {
    let mut left = TRIES;
    loop {
        let gone = of_days(store, machines, month)?;
        // A sum of nothing is zero, and not less.
        let wh = gone.sums.iter().fold(0.0, |all, sum| all + sum.wh);
        let line = format!(
            "month={month} records={} kept_groups={} kwh={:.3}",
            gone.records,
            gone.sums.len(),
            wh / 1000.0
        );
        let writes = [Write::Forget(gone), JournalNote::now("deleted", line.clone())];
        match store.commit(&writes) {
            Ok(_) => return Ok(line),
            // A late record came after they were summed.
            Err(StoreFault::Changed) if left > 0 => left -= 1,
            Err(fault) => return Err(fault),
        }
    }
}

/// Deletes all that is kept of an agent; a line, which does not name it whole.
///
/// # Errors
/// The store's word.
pub fn forget_agent(store: &mut dyn Store, agent: &AgentId) -> Result<String, StoreFault> {
    let short = format!("agent={}", JournalNote::short(agent));
    // Known before anything is deleted: whoever stores of it meanwhile sees it after, and deletes too.
    store.commit(&[Write::Erased(erased_name(agent.as_str()))])?;
    let writes = [Write::ForgetAgent(agent.clone()), JournalNote::now("deleted", short.clone())];
    let done = store.commit(&writes)?;
    Ok(format!("deleted {short} rows={}", deleted(&done)))
}

/// Deletes again all that names are known of which were erased; a line each.
///
/// # Errors
/// The store's word.
pub fn erase_again(store: &mut dyn Store, names: &[String]) -> Result<Vec<String>, StoreFault> {
    let kept = store.erased()?;
    let is_erased = |name: &str| {
        let name = erased_name(name);
        names.contains(&name) && !kept.contains(&name)
    };
    let mut agents: Vec<AgentId> = store.agents()?.into_iter().map(|agent| agent.id).collect();
    agents.extend(store.machines()?.into_iter().map(|kept| kept.agent));
    agents.extend(store.heard()?.into_iter().map(|known| known.agent));
    agents.sort();
    agents.dedup();
    let mut lines = Vec::new();
    for agent in agents.iter().filter(|agent| is_erased(agent.as_str())) {
        lines.push(forget_agent(store, agent)?);
    }
    for paper in store.papers()?.iter().filter(|paper| is_erased(&paper.key)) {
        lines.push(forget_paper(store, &paper.key)?);
    }
    // Those of which the backup had nothing are nobody's again either.
    let names = names.iter().cloned().map(Write::Erased).collect::<Vec<_>>();
    store.commit(&names)?;
    Ok(lines)
}

/// Revokes in a store that was put back what was revoked since its backup, as the one before it knows;
/// each is a line of the journal, which is returned too.
///
/// # Errors
/// The store's word.
pub fn revoke_again(store: &mut dyn Store, known: &KnownBefore) -> Result<Vec<String>, StoreFault> {
    let mut writes = Vec::new();
    let mut lines = Vec::new();
    for token in store.tokens()?.iter().filter(|token| !token.revoked) {
        // Of two stores that gave one number to two tokens each knows its own.
        let is_it = |then: &&Token| then.id == token.id && then.hash == token.hash;
        if known.tokens.iter().find(is_it).is_some_and(|then| then.revoked) {
            writes.push(Write::Revoke(token.id));
            lines.push(format!("token {}", token.id));
        }
    }
    for agent in store.agents()?.into_iter().filter(|agent| !agent.closed) {
        if known.agents.iter().any(|then| then.id == agent.id && then.closed) {
            lines.push(format!("agent {}", JournalNote::short(&agent.id)));
            writes.push(Write::Close(agent.id));
        }
    }
    writes.extend(lines.iter().map(|line| JournalNote::now("revoked", line.clone())));
    store.commit(&writes)?;
    Ok(lines.iter().map(|line| format!("revoked {line}")).collect())
}

fn deleted(done: &[StoreDone]) -> u64 {
    let rows = done.iter().map(|done| match done {
        StoreDone::Deleted(rows) => *rows,
        _ => 0,
    });
    rows.sum()
}

/// Puts pseudonyms of a new key in place of those of the old one.
///
/// A pseudonym cannot be turned back: serial numbers come from the organisation's own inventory.
/// A machine that is not in it gets a pseudonym of its pseudonym, which nothing ties to the old key,
/// until it says its serial number again. A document of another agent that says no serial number of
/// that inventory is dropped: its agent would send it again under a name that nobody can work out
/// now, and the machine would count twice.
///
/// # Errors
/// The store's word.
pub fn rekey(
    store: &mut dyn Store,
    old: &EstateKey,
    new: &EstateKey,
    serials: &[String],
) -> Result<String, StoreFault> {
    let known: BTreeMap<String, String> = serials
        .iter()
        .filter_map(|serial| Some((old.serial(serial)?, new.serial(serial)?)))
        .collect();
    let (mut named, mut blind) = (0, 0);
    let mut renew = |pseudonym: &str| {
        if let Some(fresh) = known.get(pseudonym) {
            named += 1;
            return Some(fresh.clone());
        }
        blind += 1;
        new.of("rekeyed", pseudonym)
    };
    let mut writes = Vec::new();
    let mut records = store.machines()?;
    for month in store.months()? {
        store.month(month, &mut |kept| {
            if kept.figures.is_none() {
                records.push(kept);
            }
        })?;
    }
    for mut kept in records {
        let Ok(mut body) = serde_json::from_str::<Value>(&kept.body) else { continue };
        let Some(serial) = body.pointer_mut("/product/serial") else { continue };
        let Some(fresh) = serial.as_str().and_then(&mut renew) else { continue };
        *serial = Value::String(fresh);
        kept.body = body.to_string();
        writes.push(Write::Rekey(kept));
    }
    let (papers, dropped) = papers_renamed(store.papers()?, &known, &mut writes);
    for (mut paper, mut body) in papers {
        replace(&mut body, &mut renew);
        paper.body = body.to_string();
        writes.push(Write::Paper(paper));
    }
    let line = format!(
        "by_inventory={named} blind={blind} documents_dropped={dropped} key={}",
        new.name()
    );
    writes.push(Write::Key(new.name()));
    writes.push(JournalNote::now("rekeyed", line.clone()));
    // As one, the note that tells it included.
    store.commit(&writes)?;
    Ok(format!("rekeyed {line}"))
}

/// The documents that go on under a new name, with what they say, and how many do not; the names of
/// before are taken away, and marked.
///
/// A document has the name of the serial number that it says, whatever its machine was known by. Of
/// those of one machine after one another the last goes on; two that say one serial number at once
/// are two machines, and neither has its name.
fn papers_renamed(
    papers: Vec<MergedPaper>,
    known: &BTreeMap<String, String>,
    writes: &mut Vec<Write>,
) -> (Vec<(MergedPaper, Value)>, usize) {
    let live: BTreeSet<String> =
        of_one_machine_each(papers.clone()).into_iter().map(|paper| paper.key).collect();
    let mut of_serial: BTreeMap<Option<String>, Vec<(MergedPaper, Value)>> = BTreeMap::new();
    for paper in papers {
        let body: Value = serde_json::from_str(&paper.body).unwrap_or(Value::Null);
        let said = ["/content/bios/ssn", "/content/network_device/serial"];
        let said = said.iter().filter_map(|at| body.pointer(at)?.as_str());
        let fresh = said.chain([paper.key.as_str()]).find_map(|word| known.get(word).cloned());
        writes.push(Write::ForgetPaper(paper.key.clone()));
        of_serial.entry(fresh).or_default().push((paper, body));
    }
    let (mut renamed, mut dropped) = (Vec::new(), 0);
    for (fresh, own) in of_serial {
        // The machine was there since the first of them came.
        let first = own.iter().map(|(paper, _)| paper.first).min().flatten();
        let (mut now, before): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|(paper, _)| live.contains(&paper.key));
        let goes_on = fresh.filter(|_| now.len() == 1);
        for (paper, _) in now.iter().chain(&before) {
            // By this an export knows what it wrote under the old name.
            let name = if goes_on.is_some() { renamed_name } else { dropped_name };
            writes.push(Write::Erased(name(&paper.key)));
        }
        match (goes_on, now.pop()) {
            (Some(key), Some((paper, body))) => {
                // Nor is its agent's name known under the new key, until it says it again.
                renamed.push((MergedPaper { key, first, sender: String::new(), ..paper }, body));
            }
            (_, last) => dropped += now.len() + before.len() + usize::from(last.is_some()),
        }
    }
    (renamed, dropped)
}

/// Every pseudonym within a document.
fn replace(value: &mut Value, renew: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::String(word) if is_pseudonym(word) => {
            if let Some(fresh) = renew(word) {
                *word = fresh;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, renew)),
        Value::Object(map) => map.values_mut().for_each(|item| replace(item, renew)),
        _ => {}
    }
}

fn is_pseudonym(word: &str) -> bool {
    word.len() == 25
        && word.starts_with('P')
        && word[1..].bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

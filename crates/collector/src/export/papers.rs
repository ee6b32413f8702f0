//! Documents of other agents: those of a year, one of each machine, as files.

use super::groups::Sites;
use super::removed;
use super::usage_rows::UsageYear;
use crate::pseudonym::normalised;
use crate::store::MergedPaper;
use ground::fault::Fault;
use ground::table::write_whole;
use inventory::AgentDocument;
use record::RecordDay;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// The documents of machines that were heard of by the end of a year; those of which an earlier
/// version did not keep when they first were, too.
pub(super) fn heard_by(papers: Vec<MergedPaper>, year: UsageYear) -> Vec<MergedPaper> {
    let is_there = |first: i64| crate::clock::day_of(first) <= year.last;
    papers.into_iter().filter(|paper| paper.first.is_none_or(is_there)).collect()
}

/// Documents, of those of one machine the last: where its mainboard was changed, or its agent says
/// something else of itself, the earlier one is silent where the later begins.
pub(crate) fn of_one_machine_each(papers: Vec<MergedPaper>) -> Vec<MergedPaper> {
    let mut alike: BTreeMap<_, Vec<(i64, i64, usize)>> = BTreeMap::new();
    for (at, paper) in papers.iter().enumerate() {
        let (Some(document), Some(first)) = (document_of(paper), paper.first) else { continue };
        let serials = [document.word("bios", "ssn"), document.word("network_device", "serial")];
        let Some(serial) = serials.into_iter().find(|serial| !serial.is_empty()) else { continue };
        let known_by = (serial.to_owned(), normalised(document.word("bios", "smodel")));
        alike.entry(known_by).or_default().push((first, paper.received, at));
    }
    let mut gone = BTreeSet::new();
    for mut own in alike.into_values() {
        own.sort_unstable();
        for pair in own.windows(2) {
            let [(_, last, earlier), (since, ..)] = pair else { continue };
            if last <= since {
                gone.insert(*earlier);
            }
        }
    }
    let kept = papers.into_iter().enumerate().filter(|(at, _)| !gone.contains(at));
    kept.map(|(_, paper)| paper).collect()
}

/// A document as it is written: the machine's key, and the file.
pub(super) type WrittenPaper = (String, String);

/// The documents as they are written, each with its site.
pub(super) fn written(papers: Vec<MergedPaper>, sites: &Sites) -> Vec<WrittenPaper> {
    let written = papers.into_iter().map(|paper| {
        let Some(mut document) = document_of(&paper) else { return (paper.key, paper.body) };
        document.place(sites.shown(&paper.site).to_owned());
        let came = RecordDay::from_number(crate::clock::day_of(paper.received));
        document.seen(came.map_or_else(String::new, |day| day.to_string()));
        (paper.key, document.to_json().to_string())
    });
    written.collect()
}

/// The key by which a file of documents is named; none of what no export wrote.
fn key_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let key = name.strip_suffix(".json")?;
    (key.len() == 25 && key.starts_with('P')).then(|| key.to_owned())
}

/// How many documents stand there of an earlier export that are such.
pub(super) fn standing(place: &Path, is_such: impl Fn(&str) -> bool) -> usize {
    let files = std::fs::read_dir(place).into_iter().flatten().flatten();
    files.filter(|file| key_of(&file.path()).is_some_and(|key| is_such(&key))).count()
}

/// Writes the documents, in place of those of an earlier export that go; how many went, and how many
/// are left.
pub(super) fn papers_into(
    place: &Path,
    papers: &[WrittenPaper],
    goes: impl Fn(&str) -> bool,
) -> Result<(usize, usize), Fault> {
    let cannot = |error: std::io::Error| ground::table::unwritable(place, &error);
    if papers.is_empty() && !place.exists() {
        return Ok((0, 0));
    }
    let (mut gone, mut left) = (0, 0);
    std::fs::create_dir_all(place).map_err(cannot)?;
    let keys: HashSet<&str> = papers.iter().map(|(key, _)| key.as_str()).collect();
    for entry in std::fs::read_dir(place).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let Some(key) = key_of(&path).filter(|key| !keys.contains(key.as_str())) else { continue };
        if goes(&key) {
            removed(&path)?;
            gone += 1;
        } else {
            left += 1;
        }
    }
    for (key, body) in papers {
        write_whole(&place.join(format!("{key}.json")), body.as_bytes())?;
    }
    if papers.is_empty() {
        // Whatever else somebody put there stays, and the folder with it.
        let _ = std::fs::remove_dir(place);
    }
    Ok((gone, left))
}

/// What a document says; none where an earlier version kept it otherwise.
fn document_of(paper: &MergedPaper) -> Option<AgentDocument> {
    AgentDocument::parse(paper.body.as_bytes()).ok()?.pop()
}

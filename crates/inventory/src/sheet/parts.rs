//! Which part of the archive each sheet of a workbook of Excel is.

use super::references::unescaped;
use quick_xml::events::Event;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufReader, Read, Seek};

/// The places in the archive of the sheets that can be told, by their names. Sheets of one part have
/// one place, however the workbook spells it.
pub(super) fn parts<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> HashMap<String, usize> {
    // Sheets whose part cannot be told are each read as one of its own.
    let found = find(archive, &BTreeSet::new()).into_iter().flatten();
    found.filter_map(|(name, place)| Some((name, place?))).collect()
}

/// The first of these parts that the parser of a workbook may read, as the workbook itself or as one of
/// its sheets, whatever it is called; the first of all where nobody can tell. None of them is read here.
pub(super) fn read_of<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    long: &BTreeSet<usize>,
) -> Option<usize> {
    let first = long.first().copied()?;
    let Some(sheets) = find(archive, long) else { return Some(first) };
    let is_read =
        |at: &usize| sheets.iter().any(|(_, place)| place.is_none_or(|place| place == *at));
    long.iter().copied().find(is_read)
}

/// The sheets of a workbook, the last first, and the place of each where it can be told; `None` where
/// none can, or what tells them is a part that is not to be read.
fn find<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    unread: &BTreeSet<usize>,
) -> Option<Vec<(String, Option<usize>)>> {
    let mut starts = HashMap::new();
    let mut places = HashMap::new();
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).ok()?;
        // Two names may be of the same bytes.
        let first = *starts.entry(part.header_start()).or_insert(at);
        places.insert(spelled(part.name().ok()?.as_ref()), first);
    }
    let mut table = |part: &str, tag: &str, of: [&str; 2]| {
        let place = Some(*places.get(&spelled(part))?).filter(|place| !unread.contains(place))?;
        attributes(BufReader::new(archive.by_index(place).ok()?), tag, of)
    };
    let roots = table("_rels/.rels", "Relationship", ["Type", "Target"])?;
    let is_root = |(kind, _): &&(String, String)| kind.ends_with("/relationships/officeDocument");
    if !unread.is_empty() && roots.iter().filter(is_root).count() > 1 {
        return None;
    }
    let root = roots.iter().find(is_root);
    let root = root.map_or("xl/workbook.xml", |(_, target)| target.trim_start_matches('/'));
    let (folder, name) = root.rsplit_once('/').map_or(("", root), |(folder, name)| (folder, name));
    let within = |path: &str| match path.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => path.to_owned(),
        None => format!("{folder}/{path}"),
    };
    let sheets = table(root, "sheet", ["name", "id"])?;
    let links = within(&format!("_rels/{name}.rels"));
    let targets: HashMap<String, String> =
        table(&links, "Relationship", ["Id", "Target"])?.into_iter().collect();
    let place = |id: &String| places.get(&spelled(&within(targets.get(id)?))).copied();
    let found = sheets.into_iter().rev().map(|(sheet, id)| {
        let place = place(&id);
        (sheet, place)
    });
    Some(found.collect())
}

/// A name in the archive, however it is written.
fn spelled(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Two attributes of each tag of that name.
fn attributes(
    part: impl std::io::BufRead,
    tag: &str,
    of: [&str; 2],
) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(this) | Event::Empty(this) if this.local_name().as_ref() == tag => {
                let get = |name: &str| {
                    let mut all = this.attributes().flatten();
                    let own = all.find(|a| a.key.as_ref().rsplit(':').next() == Some(name))?;
                    Some(unescaped(&own.value))
                };
                if let (Some(key), Some(value)) = (get(of[0]), get(of[1])) {
                    found.push((key, value));
                }
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    #[test]
    fn sheets_of_one_part_have_one_place_however_it_is_spelled() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            (
                "_rels/.rels",
                r#"<R><Relationship Type="x/relationships/officeDocument" Target="/xl/workbook.xml"/></R>"#,
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet/>"),
            ("xl/worksheets/sheet2.xml", "<worksheet/>"),
            (
                "xl/workbook.xml",
                r#"<w><sheet name="A" r:id="a"/><sheet name="B &amp; C" r:id="b"/><sheet name="D" r:id="c"/><sheet name="E" r:id="none"/></w>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<R><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/Sheet1.XML"/><Relationship Id="c" Target="worksheets/sheet2.xml"/></R>"#,
            ),
        ] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        let mut archive = zip::ZipArchive::new(archive.finish().unwrap()).unwrap();
        let mut is_read = |at| read_of(&mut archive, &BTreeSet::from([at])) == Some(at);
        assert!((0..5).all(&mut is_read), "one sheet's part cannot be told");
        let found = parts(&mut archive);
        assert_eq!((found["A"], found["B & C"], found["D"], found.get("E")), (1, 1, 2, None));
    }

    #[test]
    fn a_part_that_no_sheet_is_may_be_anything() {
        let of = |target: &str, roots: usize| {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let root =
                r#"<Relationship Type="x/relationships/officeDocument" Target="xl/workbook.xml"/>"#;
            let link = format!(r#"<R><Relationship Id="a" Target="{target}"/></R>"#);
            for (name, text) in [
                ("customXml/item1.xml", "<x/>"),
                ("xl/worksheets/sheet1.xml", "<worksheet/>"),
                ("xl/workbook.xml", r#"<w><sheet name="A" r:id="a"/></w>"#),
                ("xl/_rels/workbook.xml.rels", link.as_str()),
                ("_rels/.rels", &format!("<R>{}</R>", root.repeat(roots))),
            ] {
                archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
                archive.write_all(text.as_bytes()).unwrap();
            }
            let mut archive = zip::ZipArchive::new(archive.finish().unwrap()).unwrap();
            [0, 1, 2].map(|at| read_of(&mut archive, &BTreeSet::from([at])) == Some(at))
        };
        assert_eq!(of("worksheets/sheet1.xml", 1), [false, true, true]);
        assert_eq!(of("../customXml/item1.xml", 1), [true, true, true], "its place is not told");
        assert_eq!(of("/customXml/item1.xml", 1), [true, false, true]);
        assert_eq!(of("worksheets/sheet1.xml", 2), [true, true, true], "two workbooks");
    }

    /// What is long is not read to tell which of the long parts is: here the workbook would tell that it
    /// reads none of them.
    #[test]
    fn no_part_that_is_not_to_be_read_is_asked_of_another() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("customXml/item1.xml", "<x/>"),
            (
                "_rels/.rels",
                r#"<R><Relationship Type="x/relationships/officeDocument" Target="xl/book.xml"/></R>"#,
            ),
            ("xl/book.xml", r#"<w><sheet name="A" r:id="a"/></w>"#),
            (
                "xl/_rels/book.xml.rels",
                r#"<R><Relationship Id="a" Target="worksheets/sheet1.xml"/></R>"#,
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet/>"),
        ] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        let mut archive = zip::ZipArchive::new(archive.finish().unwrap()).unwrap();
        let mut read = |long: &[usize]| read_of(&mut archive, &long.iter().copied().collect());
        assert_eq!((read(&[]), read(&[0]), read(&[0, 4])), (None, None, Some(4)));
        assert_eq!((read(&[0, 2]), read(&[0, 3])), (Some(0), Some(0)), "nobody may look");
    }
}

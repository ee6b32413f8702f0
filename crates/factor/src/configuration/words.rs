//! From an inventory's words to a configuration.

use super::machine::{Configuration, Form, MachineClass, range};
use super::miss::Miss;
use super::part::Assumed;
use super::pieces::{TB_OF_DISK, factor_of, pieces, stated};
use crate::hardware::{Cards, CpuName, plain};
use ground::lang::Text;
use ground::table::{fold, parse_number};
use ground::text;

/// What an inventory says of a machine, as written; empty is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MachineWords<'a> {
    /// The kind: an equipment type (`server_rack`, `storage_array`) or a plain word.
    pub kind: &'a str,
    /// The case: rack, blade, tower.
    pub form: &'a str,
    /// The processors' name.
    pub cpu: &'a str,
    /// How many processors.
    pub cpu_count: &'a str,
    /// The cores of one processor.
    pub cores: &'a str,
    /// Memory: `256`, `256 Go`, `8 x 32 GB`.
    pub ram: &'a str,
    /// SSD: `960`, `2 x 480 GB`.
    pub ssd: &'a str,
    /// Hard drives: `8000`, `4 x 2 To`.
    pub hdd: &'a str,
    /// Disks of any kind: `2 x 480 GB SSD + 4 x 4 TB SAS 7.2k`.
    pub disks: &'a str,
    /// Graphics cards: `NVIDIA A100`, `4 x Tesla T4`.
    pub gpu: &'a str,
    /// How many graphics cards.
    pub gpu_count: &'a str,
}

/// So many of such a capacity.
#[derive(Debug, Clone, Copy, Default)]
struct Drives {
    count: Option<u32>,
    gb: f64,
}

impl Configuration {
    /// Reads an inventory's words.
    ///
    /// # Errors
    ///
    /// The kind is none that is priced by its parts, or a number is not one, or out of range.
    pub fn from_words(words: &MachineWords<'_>) -> Result<Self, Miss> {
        Self::from_words_and_name(words, CpuName::read(words.cpu))
    }

    /// As [`Configuration::from_words`], for who has read the processor's name already.
    ///
    /// # Errors
    ///
    /// As [`Configuration::from_words`].
    pub fn from_words_and_name(words: &MachineWords<'_>, cpu: CpuName) -> Result<Self, Miss> {
        let kind = kind_of(words.kind)?;
        let mut machine = Self {
            kind,
            form: form_of(words.form, words.kind, kind),
            cpu,
            cpu_count: count(
                || text!("nombre de processeurs", "number of processors"),
                words.cpu_count,
            )?,
            cores: count(|| text!("nombre de cœurs", "number of cores"), words.cores)?,
            gpu_count: count(
                || text!("nombre de cartes graphiques", "number of graphics cards"),
                words.gpu_count,
            )?,
            ..Self::default()
        };
        machine.cpu_count = machine.cpu_count.or(machine.cpu.count);
        machine.add_cards(words)?;
        if !words.ram.trim().is_empty() {
            let memory = listed(|| text!("mémoire", "memory"), words.ram, TB_OF_MEMORY)?;
            let gb = memory.iter().map(|(_, one)| one.gb).sum();
            let modules = memory.iter().try_fold(0, |n, (_, one)| Some(n + one.count?));
            (machine.ram_gb, machine.ram_modules) = (Some(gb), modules);
        }
        if !words.ssd.trim().is_empty() {
            for (disk, found) in listed(|| text!("SSD", "SSD"), words.ssd, TB_OF_DISK)? {
                match is_hdd(disk) {
                    Some(true) => machine.add_hdd(found),
                    _ => machine.add_ssd(found),
                }
            }
        }
        if !words.hdd.trim().is_empty() {
            let all = listed(|| text!("disques durs", "hard drives"), words.hdd, TB_OF_DISK)?;
            for (disk, found) in all {
                match is_hdd(disk) {
                    Some(false) => machine.add_ssd(found),
                    _ => machine.add_hdd(found),
                }
            }
        }
        for disk in words.disks.split(['+', ';', '|', '\n']).filter(|disk| !disk.trim().is_empty())
        {
            let found = drives(|| text!("disques", "disks"), disk, TB_OF_DISK)?;
            match is_hdd(disk) {
                Some(true) => machine.add_hdd(found),
                Some(false) => machine.add_ssd(found),
                None => {
                    machine.assumed.push(Assumed::DiskIsSsd);
                    machine.add_ssd(found);
                }
            }
        }
        machine.assumed.sort_unstable();
        machine.assumed.dedup();
        machine.check()?;
        Ok(machine)
    }

    /// The graphics cards, by their names and by how many there are.
    fn add_cards(&mut self, words: &MachineWords<'_>) -> Result<(), Miss> {
        let mut cards = Cards::read(words.gpu);
        let is_for_cards = fold(words.kind).split(' ').any(|word| word == "gpu");
        if cards.none {
            // What is counted beside is what drives the screen.
            self.gpu_count = Some(0);
        }
        // A name alone is of as many as the other column says, else of one: but a server for graphics
        // cards has seldom one alone.
        if let [one] = cards.named.as_mut_slice()
            && one.count.is_none()
        {
            one.count = self.gpu_count.or_else(|| (!is_for_cards).then_some(1));
            if self.gpu_count.is_none() && one.count.is_some() {
                self.assumed.push(Assumed::GpuCount);
            }
        } else {
            for one in &mut cards.named {
                one.count = one.count.or(Some(1));
            }
        }
        let named = cards.named.iter().try_fold(0, |sum, one| Some(sum + one.count?));
        let (has_names, said) = (!cards.named.is_empty(), self.gpu_count);
        if let (true, Some(named), Some(said)) = (has_names, named, said)
            && named != said
        {
            return Err(Miss::new(text!(
                "cartes graphiques : « {0} » en nomme {named}, une autre colonne en dit {said}",
                "graphics cards: “{0}” names {named}, another column says {said}",
                words.gpu.trim()
            )));
        }
        if has_names {
            self.gpu_count = named;
        }
        if is_for_cards && self.gpu_count.is_none_or(|cards| cards == 0) {
            return Err(Miss::new(text!(
                "nombre de cartes graphiques inconnu : un serveur GPU ne se chiffre pas par ses autres composants",
                "number of graphics cards unknown: a GPU server is not priced from its other parts"
            )));
        }
        cards.named.retain(|one| !one.model.is_empty() && one.count != Some(0));
        self.gpus = cards.named;
        Ok(())
    }

    fn add_ssd(&mut self, more: Drives) {
        let first = self.ssd_gb.is_none();
        self.ssd_gb = Some(self.ssd_gb.unwrap_or(0.0) + more.gb);
        self.ssd_count = both(first, self.ssd_count, more.count);
    }

    fn add_hdd(&mut self, more: Drives) {
        let first = self.hdd_gb.is_none();
        self.hdd_gb = Some(self.hdd_gb.unwrap_or(0.0) + more.gb);
        self.hdd_count = both(first, self.hdd_count, more.count);
    }
}

/// A count is known when that of every group is.
fn both(first: bool, before: Option<u32>, more: Option<u32>) -> Option<u32> {
    if first { more } else { before.zip(more).map(|(a, b)| a.saturating_add(b)) }
}

fn kind_of(word: &str) -> Result<MachineClass, Miss> {
    let folded = fold(word);
    let has = |names: &[&str]| names.iter().any(|name| folded.split(' ').any(|word| word == *name));
    let portable = has(&["mobile", "portable", "laptop"]);
    if has(&["storage", "stockage", "nas", "san"]) {
        Ok(MachineClass::Storage)
    } else if folded.is_empty() || has(&["server", "serveur", "blade", "lame"]) {
        Ok(MachineClass::Server)
    } else if !portable && (has(&["workstation"]) || folded.contains("station de travail")) {
        Ok(MachineClass::Workstation)
    } else if !portable && has(&["desktop", "pc", "tower", "tour", "fixe"]) {
        Ok(MachineClass::Desktop)
    } else {
        Err(Miss::new(text!(
            "« {word} » ne se chiffre pas par ses composants",
            "“{word}” is not priced from its parts"
        ))
        .near(&folded, ["server", "storage_array", "nas", "workstation", "desktop"].into_iter()))
    }
}

fn form_of(form: &str, kind_word: &str, kind: MachineClass) -> Form {
    let both = format!("{} {}", fold(form), fold(kind_word));
    let has = |names: &[&str]| both.split(' ').any(|word| names.contains(&word));
    if has(&["blade", "lame"]) {
        Form::Blade
    } else if has(&["rack", "1u", "2u", "4u", "rackable"]) {
        Form::Rack
    } else if has(&["tower", "tour", "desktop"])
        || matches!(kind, MachineClass::Workstation | MachineClass::Desktop)
    {
        Form::Tower
    } else {
        Form::Unknown
    }
}

/// Whether a disk's words say a hard drive or a flash one; `None` where they say neither.
fn is_hdd(disk: &str) -> Option<bool> {
    const FLASH: [&str; 13] = [
        "ssd", "nvme", "flash", "m2", "emmc", "ufs", "optane", "pcie", "afa", "nand", "u2",
        "edsff", "pm",
    ];
    const PLATTERS: [&str; 12] = [
        "hdd",
        "dur",
        "durs",
        "mecanique",
        "rotational",
        "rpm",
        "tpm",
        "7k",
        "10k",
        "15k",
        "nearline",
        "nl",
    ];
    let folded = fold(disk);
    let words: Vec<&str> = folded.split(' ').collect();
    let one_of = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let turns = words.iter().any(|word| word.ends_with("rpm"))
        || folded.contains("7 2k")
        || one_of(&PLATTERS);
    if one_of(&FLASH) || folded.contains("m 2") {
        Some(false)
    } else if turns {
        Some(true)
    } else {
        None
    }
}

/// A whole number, where one is said.
fn count(what: impl Fn() -> Text, word: &str) -> Result<Option<u32>, Miss> {
    let word = word.trim();
    if word.is_empty() {
        return Ok(None);
    }
    let number = parse_number(word, false)
        .ok()
        .filter(|n| n.fract() == 0.0)
        .ok_or_else(|| not_a_number(&what(), word))?;
    range(what, Some(number), 0.0, 100_000.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, 0 to 100,000"
    )]
    let whole = number as u32;
    Ok(Some(whole))
}

fn not_a_number(what: &Text, word: &str) -> Miss {
    let (fr, en) = (&what.fr, &what.en);
    Miss::new(Text {
        fr: format!("{fr} : « {word} » n'est pas un nombre qui puisse être lu"),
        en: format!("{en}: “{word}” is not a number that can be read"),
    })
}

/// Reads `256`, `256 Go`, `8 x 32 GB`, `16384 Mo`, `4 × 2 To 7.2k`; a number alone is in GB.
fn drives(what: impl Fn() -> Text, words: &str, tb: f64) -> Result<Drives, Miss> {
    let plain = plain(words.trim());
    let bad = || not_a_number(&what(), words.trim());
    let (count_words, size) = match plain.split_once('x') {
        Some((before, after)) if is_whole(before.trim()) => (before.trim(), after.trim()),
        _ => ("", plain.as_str()),
    };
    let count = count(&what, count_words)?;
    let each = capacity(size, tb).ok_or_else(bad)?;
    let gb = each * f64::from(count.unwrap_or(1));
    Ok(Drives { count, gb })
}

/// The capacities of a cell, each with its words; of several, one that says no count is one.
fn listed<'w>(
    what: impl Fn() -> Text,
    words: &'w str,
    tb: f64,
) -> Result<Vec<(&'w str, Drives)>, Miss> {
    let pieces = pieces(words);
    let several = pieces.len() > 1;
    let read = |piece: &'w str| {
        let mut found = drives(&what, piece, tb)?;
        if several {
            found.count = found.count.or(Some(1));
        }
        Ok((piece, found))
    };
    pieces.into_iter().map(read).collect()
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A capacity in GB: `256`, `1 000 Go`, `2 To 7.2k`, `nvme 980 1tb`.
fn capacity(words: &str, tb: f64) -> Option<f64> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '\u{a0}' | '\u{202f}');
    let end = words.find(|c: char| !is_part(c)).unwrap_or(words.len());
    let unit = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    if let Ok(number) = parse_number(words[..end].trim(), false) {
        let rest = &words[end..];
        let said = unit(rest);
        let plain = said.is_empty() || is_hdd(rest).is_some() || BUSES.contains(&said.as_str());
        let size = factor_of(&said, tb).or(plain.then_some(1.0)).map(|by| number * by)?;
        // `16 Go (2 x 8 Go)` says it twice; other capacities after it are not passed over.
        let more: f64 = stated(rest.get(said.len()..).unwrap_or("")).iter().sum();
        return (more == 0.0 || (more - size).abs() <= 0.1 * size).then_some(size);
    }
    // The size stands after other words: the last number with a unit of capacity.
    let mut found = None;
    let mut rest = words;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[at..];
        let length = tail
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
            .unwrap_or(tail.len());
        let (digits, after) = tail.split_at(length);
        if let (Ok(number), Some(by)) =
            (parse_number(digits, false), factor_of(&unit(after.trim_start()), tb))
        {
            found = Some(number * by);
        }
        rest = after;
    }
    found
}

/// Words of how a disk is plugged in, which say nothing of its kind.
const BUSES: [&str; 7] = ["sas", "sata", "scsi", "fc", "disque", "disk", "disks"];

/// Gigabytes in a terabyte of memory.
const TB_OF_MEMORY: f64 = 1024.0;

/// The gigabytes of a cell of memory or of storage: `256`, `8 x 32 GB`, `1 To`.
pub fn capacity_gb(words: &str, memory: bool) -> Option<f64> {
    let tb = if memory { TB_OF_MEMORY } else { TB_OF_DISK };
    drives(|| text!("taille", "size"), words, tb).ok().map(|drives| drives.gb)
}

//! A graphics card's name, as machines and people write it, brought to what tells cards apart.

use super::miss::Miss;
use super::pieces::plain;
use ground::table::fold;
use ground::text;

/// What the name of graphics cards says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GpuName {
    /// The words of the model, such as `a100` or `gtx 1080 ti`; maker, trade marks, memory and form
    /// left out. Empty where nothing is left.
    pub model: String,
    /// Its memory, GB, where the name says it.
    pub memory_gb: Option<u32>,
    /// How it is plugged in: `pcie`, `sxm` or `nvl`.
    pub form: Option<&'static str>,
    /// How many cards, where the name says it (`4 x …`).
    pub count: Option<u32>,
}

/// The most cards that a name may count; beyond, a number is a model's.
const MOST_CARDS: u32 = 32;

/// Words that name no model.
const NOISE: &str = "nvidia amd ati intel corporation corp inc ltd tesla instinct geforce radeon quadro data center \
centre gpu gpus graphics graphic card cards carte cartes graphique graphiques video adapter controller \
vga compatible 3d display accelerator accelerators accelerateur accelerateurs tensor core server edition \
gddr5 gddr5x gddr6 gddr6x gddr7 hbm hbm2 hbm2e hbm3 hbm3e memory memoire with avec de of the pci rev a1 dgx \
dgxs hgx passive";

/// Words of what drives a screen and is soldered on: no card.
const ONBOARD: &str = "matrox mga aspeed ast2400 ast2500 ast2600 es1000 uhd hd iris basic base vmware svga virtio \
qxl cirrus virtualbox hyper remote parallels bochs standard integrated integre integree integres integrees \
onboard ilo idrac bmc pilot emulated virtual virtuelle virtuel citrix teamviewer displaylink spacedesk";

/// Answers that name no card.
const ANSWERS: &str = "aucun aucune none no non sans oui yes vrai faux true false 0";

impl GpuName {
    /// Reads the name of one card: `4 x NVIDIA A100-SXM4-80GB`, `Tesla T4`.
    ///
    /// ```
    /// use empreinte_factor::configuration::GpuName;
    /// let name = GpuName::read("4x NVIDIA A100-SXM4-80GB");
    /// assert_eq!((name.model.as_str(), name.count), ("a100", Some(4)));
    /// assert_eq!((name.memory_gb, name.form), (Some(80), Some("sxm")));
    /// ```
    pub fn read(text: &str) -> Self {
        let spaced = fold(&plain(text));
        let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
        let mut found = Self::default();
        let mut model = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).copied().unwrap_or("");
            at += 1;
            let number = word.parse::<u32>().ok();
            let is_few = |n: &u32| (1..=MOST_CARDS).contains(n);
            let times = word.strip_suffix('x').or(word.strip_prefix('x'));
            if let Some(gb) = memory(word) {
                found.memory_gb = Some(gb);
            } else if let Some(gb) = number.filter(|_| is_gigabytes(next)) {
                found.memory_gb = Some(gb);
                at += 1;
            } else if let Some(form) = form(word) {
                found.form = Some(form);
            } else if *word == "pci" && next.starts_with('e') {
                found.form = Some("pcie");
                at += 1;
            } else if let Some(count) = times.and_then(|n| n.parse().ok()).filter(is_few) {
                found.count = Some(count);
            } else if let Some(count) = number.filter(is_few).filter(|_| next == "x") {
                found.count = Some(count);
                at += 1;
            } else if let Some(count) = next.parse().ok().filter(is_few).filter(|_| *word == "x") {
                found.count = Some(count);
                at += 1;
            } else if let Some(count) = number.filter(is_few).filter(|_| at == 1 && is_noise(next))
            {
                found.count = Some(count);
            } else if !is_noise(word) && !is_chip(word) {
                model.push(*word);
            }
        }
        // A number alone is of cards, and no model's.
        match model.as_slice() {
            [one] if one.parse().is_ok_and(|n: u32| (1..=MOST_CARDS).contains(&n)) => {
                found.count = one.parse().ok();
            }
            _ => found.model = model.join(" "),
        }
        found
    }

    /// The card of a cell: all its cards of one model, what drives a screen left out.
    ///
    /// # Errors
    ///
    /// The cell names cards of several models.
    pub fn of_cell(cell: &str) -> Result<Self, Miss> {
        let pieces = cell.split(['+', ';', '|', '\n', ',', '&', '/']);
        let pieces = pieces.flat_map(|piece| piece.split("<br>")).map(str::trim);
        let mut all = Self::default();
        for one in pieces.filter(|piece| is_card(piece)).map(Self::read) {
            if all == Self::default() {
                all = one;
            } else if one.model.is_empty() && one.count.is_none() {
                // `A100 / 80 Go`: the memory of the card before.
                all.memory_gb = all.memory_gb.or(one.memory_gb);
                all.form = all.form.or(one.form);
            } else if all.is_like(&one) {
                all.count = Some(all.count.unwrap_or(1) + one.count.unwrap_or(1));
            } else {
                return Err(Miss::new(text!(
                    "cartes graphiques : « {0} » nomme des cartes de plusieurs modèles",
                    "graphics cards: “{0}” names cards of several models",
                    cell.trim()
                )));
            }
        }
        Ok(all)
    }

    fn is_like(&self, other: &Self) -> bool {
        (&self.model, self.memory_gb, self.form) == (&other.model, other.memory_gb, other.form)
    }

    /// Whether this card may be what a name says.
    pub(crate) fn may_be(&self, said: &Self) -> bool {
        let memory = self.memory_gb.zip(said.memory_gb).is_none_or(|(own, said)| own == said);
        let form = self.form.zip(said.form).is_none_or(|(own, said)| own == said);
        !said.model.is_empty() && self.model == said.model && memory && form
    }
}

impl std::fmt::Display for GpuName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.model.is_empty() { "GPU" } else { &self.model })?;
        self.form.map_or(Ok(()), |form| write!(f, " {form}"))?;
        self.memory_gb.map_or(Ok(()), |gb| write!(f, " {gb} GB"))
    }
}

/// Whether a piece of a cell names a card, and not what is soldered on, or that there is none.
fn is_card(piece: &str) -> bool {
    let folded = fold(piece);
    let mut words = folded.split(' ');
    let is_onboard = words.clone().any(|word| ONBOARD.split(' ').any(|known| known == word));
    // Intel's cards have names of their own; its other graphics are in the processor.
    let in_processor = words.any(|word| word == "intel")
        && !["arc", "flex", "max"].iter().any(|name| folded.split(' ').any(|word| word == *name));
    let is_answer = ANSWERS.split(' ').any(|answer| answer == folded);
    !folded.is_empty() && !is_answer && !is_onboard && !in_processor
}

fn is_noise(word: &str) -> bool {
    NOISE.split(' ').any(|known| known == word)
}

/// Whether a word is a chip's code beside the card's name, as `lspci` writes it: `GA100`, `TU104GL`.
fn is_chip(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    let digits = word[letters.len()..].chars().take_while(char::is_ascii_digit).count();
    digits == 3 && ["ga", "gh", "gv", "gp", "gm", "gb", "tu", "ad"].contains(&letters.as_str())
}

/// The gigabytes of `80gb`, `80go`, `80g`.
fn memory(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    is_gigabytes(&word[digits.len()..]).then(|| digits.parse().ok()).flatten()
}

fn is_gigabytes(unit: &str) -> bool {
    ["gb", "go", "gio", "gib", "g"].contains(&unit)
}

fn form(word: &str) -> Option<&'static str> {
    match word {
        "pcie" | "pciexpress" => Some("pcie"),
        "nvl" => Some("nvl"),
        _ if word.strip_prefix("sxm").is_some_and(|rest| rest.len() <= 1) => Some("sxm"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::GpuName;

    #[test]
    fn names_as_machines_print_them_say_the_same_card() {
        let a100 = ("a100", Some(80), Some("pcie"));
        for (name, card) in [
            ("NVIDIA A100 80GB PCIe", a100),
            ("NVIDIA A100-PCIE-80GB", a100),
            ("NVIDIA Corporation GA100 [A100 PCIe 80GB] (rev a1)", a100),
            ("Carte graphique NVIDIA A100 80 Go PCI-E", a100),
            ("Tesla V100-SXM2-32GB", ("v100", Some(32), Some("sxm"))),
            ("NVIDIA H100 80GB HBM3", ("h100", Some(80), None)),
            ("NVIDIA Tesla T4", ("t4", None, None)),
            ("GeForce GTX 1080 Ti", ("gtx 1080 ti", None, None)),
            ("NVIDIA RTX A4500", ("rtx a4500", None, None)),
        ] {
            let read = GpuName::read(name);
            assert_eq!((read.model.as_str(), read.memory_gb, read.form), card, "{name}");
            assert_eq!(read.count, None, "{name}");
        }
    }

    #[test]
    fn cards_are_counted_and_screens_chips_are_none() {
        for (cell, count) in [
            ("4 x NVIDIA A100", Some(4)),
            ("4x A100", Some(4)),
            ("A100 x4", Some(4)),
            ("NVIDIA A100 (x4)", Some(4)),
            ("8 NVIDIA A100", Some(8)),
            ("NVIDIA A100, NVIDIA A100", Some(2)),
            ("2 x A100 + 2 x A100", Some(4)),
            ("Matrox G200eW3\nNVIDIA A100", None),
            ("A100 / 80 Go", None),
            ("A100", None),
        ] {
            let read = GpuName::of_cell(cell).unwrap();
            assert_eq!((read.model.as_str(), read.count), ("a100", count), "{cell}");
        }
        for cell in [
            "Matrox Electronics Systems Ltd. G200eW3",
            "ASPEED Technology",
            "Intel(R) UHD Graphics 770",
            "Carte vidéo de base Microsoft",
            "VMware SVGA 3D",
            "aucune",
            "",
        ] {
            assert_eq!(GpuName::of_cell(cell).unwrap(), GpuName::default(), "{cell}");
        }
        assert!(GpuName::of_cell("NVIDIA A100, NVIDIA T4").is_err());
        assert_eq!(
            GpuName::of_cell("4").unwrap(),
            GpuName { count: Some(4), ..GpuName::default() }
        );
    }
}

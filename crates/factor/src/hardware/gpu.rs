//! A graphics card's name, as machines and people write it, brought to what tells cards apart.

use super::plain;
use ground::table::fold;

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
dgxs hgx passive displayport dp minidp mini hdmi dvi ports port slot low profile ecc edition station baseboard board hp hpe dell lenovo pny asus msi evga gigabyte supermicro fujitsu cisco";

/// Words of what drives a screen and is soldered on: no card.
const ONBOARD: &str = "matrox mga aspeed ast2400 ast2500 ast2600 es1000 uhd hd iris basic base vmware svga virtio \
qxl cirrus virtualbox hyper remote parallels bochs standard integrated integre integree integres integrees \
onboard ilo idrac bmc pilot emulated virtual virtuelle virtuel citrix teamviewer displaylink spacedesk";

/// Words that there is no card, at the start of a cell; and answers that name none.
const NONE: &str = "aucun aucune none no non sans without keine kein neant 0";
const ANSWERS: &str = "oui yes vrai true na nc nd inconnu inconnue unknown";

/// Words that tell one card from another of nearly the same name.
const TELLING: &str =
    "ti super ada blackwell mobile laptop max maxq pro plus ultra generation grid";

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
        let (mut model, mut chips) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).copied().unwrap_or("");
            // What is counted in the midst of a name is a port, or a lane.
            let (is_first, is_last) = (at == 0, at + 1 == words.len());
            at += 1;
            let number = word.parse::<u32>().ok().filter(|n| *n > 0);
            let few = number.filter(|n| *n <= MOST_CARDS);
            let times = word.strip_suffix('x').or(word.strip_prefix('x'));
            let times = times.and_then(|n| n.parse().ok()).filter(|n| (1..=MOST_CARDS).contains(n));
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
            } else if let Some(count) = times {
                if is_first || is_last {
                    found.count = Some(count);
                }
            } else if let Some(count) = few.filter(|_| next == "x") {
                if is_first {
                    found.count = Some(count);
                }
                at += 1;
            } else if let Some(count) = few.filter(|_| is_cards(next) || is_first && is_noise(next))
            {
                found.count = Some(count);
            } else if *word == "x" && next.parse().is_ok_and(|n: u32| n <= MOST_CARDS) {
                if at + 1 == words.len() {
                    found.count = next.parse().ok();
                }
                at += 1;
            } else if is_chip(word) {
                chips.push(*word);
            } else if !is_noise(word) {
                model.push(*word);
            }
        }
        // `GA100 [A100]`: the chip beside the card; `GV100` alone is a card.
        let model = if model.is_empty() { chips } else { model };
        // A number alone is of cards, and no model's.
        match model.as_slice() {
            [one] if one.parse().is_ok_and(|n: u32| (1..=MOST_CARDS).contains(&n)) => {
                found.count = one.parse().ok();
            }
            _ => found.model = model.join(" "),
        }
        found
    }

    fn is_like(&self, other: &Self) -> bool {
        (&self.model, self.memory_gb, self.form) == (&other.model, other.memory_gb, other.form)
    }

    /// Whether this card may be what a name says: its model's words are there, and what else is said
    /// tells it from no other; memory and form agree as far as both say them.
    pub(crate) fn may_be(&self, said: &Self) -> bool {
        let tells = |word: &&str| {
            word.bytes().any(|byte| byte.is_ascii_digit())
                || word.len() < 3
                || TELLING.split(' ').any(|known| known == *word)
        };
        let own: Vec<&str> = self.model.split(' ').collect();
        let words: Vec<&str> = said.model.split(' ').collect();
        let at = words.windows(own.len()).position(|some| some == own);
        let is_it = at.is_some_and(|at| {
            let before = &words[..at];
            !before.iter().chain(&words[at + own.len()..]).any(tells)
        });
        let memory = self.memory_gb.zip(said.memory_gb).is_none_or(|(own, said)| own == said);
        let form = self.form.zip(said.form).is_none_or(|(own, said)| own == said);
        is_it && memory && form
    }
}

impl std::fmt::Display for GpuName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.model.is_empty() { "GPU" } else { &self.model })?;
        self.form.map_or(Ok(()), |form| write!(f, " {form}"))?;
        self.memory_gb.map_or(Ok(()), |gb| write!(f, " {gb} GB"))
    }
}

/// What a cell says of a machine's graphics cards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cards {
    /// Those that it names, of each model once.
    pub(crate) named: Vec<GpuName>,
    /// Whether it says that there is none: in words, or as what drives a screen alone.
    pub(crate) none: bool,
}

impl Cards {
    /// Reads a cell: `4 x NVIDIA A100`, `Matrox G200`, one card a line.
    pub(crate) fn read(cell: &str) -> Self {
        let mut cards = Self::default();
        let pieces = cell.split(['+', ';', '|', '\n', ',', '&']);
        for piece in pieces.flat_map(|piece| piece.split("<br>")).map(str::trim) {
            match what(piece) {
                CardPiece::Nothing => {}
                CardPiece::None => cards.none = true,
                CardPiece::Card => cards.add(GpuName::read(piece)),
            }
        }
        cards.none &= cards.named.is_empty();
        cards
    }

    fn add(&mut self, one: GpuName) {
        if one == GpuName::default() {
            return;
        }
        if let Some(same) = self.named.iter_mut().find(|all| all.is_like(&one)) {
            same.count = Some(same.count.unwrap_or(1) + one.count.unwrap_or(1));
        } else {
            self.named.push(one);
        }
    }
}

/// What a piece of a cell is of.
enum CardPiece {
    Nothing,
    None,
    Card,
}

fn what(piece: &str) -> CardPiece {
    let folded = fold(piece);
    let is_one_of = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let words: Vec<&str> = folded.split(' ').collect();
    let joined = words.concat();
    if folded.is_empty() || is_one_of(ANSWERS, &joined) {
        return CardPiece::Nothing;
    }
    // Intel's cards have names of their own; its other graphics are in the processor.
    let in_processor =
        words.contains(&"intel") && !["arc", "flex", "max"].iter().any(|name| words.contains(name));
    let is_none = in_processor
        || is_one_of(NONE, words[0])
        || words.iter().any(|word| is_one_of(ONBOARD, word));
    if is_none { CardPiece::None } else { CardPiece::Card }
}

fn is_noise(word: &str) -> bool {
    NOISE.split(' ').any(|known| known == word)
}

/// Whether a word is of what is counted: `8 GPU`.
fn is_cards(word: &str) -> bool {
    ["gpu", "gpus", "card", "cards", "carte", "cartes"].contains(&word)
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
    use super::{Cards, GpuName};

    #[test]
    fn names_as_machines_print_them_say_the_same_card() {
        let a100 = ("a100", Some(80), Some("pcie"));
        for (name, card) in [
            ("NVIDIA A100 80GB PCIe", a100),
            ("NVIDIA A100-PCIE-80GB", a100),
            ("NVIDIA Corporation GA100 [A100 PCIe 80GB] (rev a1)", a100),
            ("Carte graphique NVIDIA A100 80 Go PCI-E", a100),
            ("A100 / 80 Go / PCIe", a100),
            ("Tesla V100-SXM2-32GB", ("v100", Some(32), Some("sxm"))),
            ("NVIDIA H100 80GB HBM3", ("h100", Some(80), None)),
            ("NVIDIA Tesla T4", ("t4", None, None)),
            ("GeForce GTX 1080 Ti", ("gtx 1080 ti", None, None)),
            ("NVIDIA RTX A4500 4x DisplayPort", ("rtx a4500", None, None)),
            ("NVIDIA Quadro GV100", ("gv100", None, None)),
            ("NVIDIA GH200 480GB", ("gh200", Some(480), None)),
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
            ("NVIDIA HGX A100 8-GPU", Some(8)),
            ("NVIDIA A100, NVIDIA A100", Some(2)),
            ("2 x A100 + 2 x A100", Some(4)),
            ("Matrox G200eW3\nNVIDIA A100", None),
            ("A100", None),
        ] {
            let read = Cards::read(cell).named;
            assert_eq!((read[0].model.as_str(), read[0].count), ("a100", count), "{cell}");
        }
        for cell in [
            "Matrox Electronics Systems Ltd. G200eW3",
            "ASPEED Technology",
            "Intel(R) UHD Graphics 770",
            "Carte vidéo de base Microsoft",
            "VMware SVGA 3D",
            "aucune",
            "Sans GPU",
        ] {
            assert_eq!(Cards::read(cell), Cards { named: Vec::new(), none: true }, "{cell}");
        }
        for cell in ["", "N/A", "oui"] {
            assert_eq!(Cards::read(cell), Cards::default(), "{cell}");
        }
        let two = Cards::read("NVIDIA A100\n2 x NVIDIA T4").named;
        assert_eq!((two.len(), two[1].count), (2, Some(2)));
        assert_eq!(Cards::read("4").named[0].count, Some(4));
    }

    #[test]
    fn a_word_more_does_not_hide_a_card_and_one_that_tells_does() {
        let card = |name| GpuName::read(name);
        for (own, said, is) in [
            ("NVIDIA A100 PCIe 80GB", "NVIDIA A100 HPE Kit", true),
            ("NVIDIA RTX A4500", "HP NVIDIA RTX A4500 workstation", true),
            ("NVIDIA Tesla V100 PCIe 16GB", "NVIDIA V100S", false),
            ("NVIDIA GTX 1080 Ti", "NVIDIA GTX 1080", false),
            ("NVIDIA RTX A4500", "NVIDIA RTX A4500 Laptop GPU", false),
            ("NVIDIA T4", "NVIDIA T4 16GB", true),
            ("NVIDIA A100 PCIe 80GB", "NVIDIA A100 40GB", false),
        ] {
            assert_eq!(card(own).may_be(&card(said)), is, "{said}");
        }
    }
}

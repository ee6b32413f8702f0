//! A processor's name, as machines and people write it, brought to a few plain words.

/// What a processor's name says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CpuName {
    /// The words that name the model, such as `xeon gold 6138`; maker, trade marks, frequency and
    /// graphics left out. Empty where nothing is left.
    pub words: String,
    /// The number of processors, where the name says it (`2 x …`).
    pub count: Option<u32>,
    /// The cores of one processor, where the name says it (`64-Core`).
    pub cores: Option<u32>,
}

/// Words that name no model.
pub(crate) const NOISE: [&str; 32] = [
    "intel",
    "amd",
    "apple",
    "annapurna",
    "labs",
    "aws",
    "ampere",
    "google",
    "cpu",
    "cpus",
    "processor",
    "processors",
    "processeur",
    "processeurs",
    "genuine",
    "genuineintel",
    "authenticamd",
    "authentic",
    "corporation",
    "corp",
    "inc",
    "advanced",
    "micro",
    "devices",
    "soc",
    "apu",
    "gen",
    "vpro",
    "scalable",
    "custom",
    "anniversary",
    "50th",
];

/// The most processors that a name may count; beyond, a number is a model's (`X5650`).
const MOST_CPUS: u32 = 16;

/// Numbers of cores as words.
const COUNTS: [(&str, u32); 12] = [
    ("single", 1),
    ("dual", 2),
    ("triple", 3),
    ("quad", 4),
    ("six", 6),
    ("hexa", 6),
    ("eight", 8),
    ("octa", 8),
    ("ten", 10),
    ("deca", 10),
    ("twelve", 12),
    ("sixteen", 16),
];

impl CpuName {
    /// Reads a name: `/proc/cpuinfo`, WMI, GLPI, lshw, OCS and catalogue styles.
    ///
    /// ```
    /// use empreinte_factor::configuration::CpuName;
    /// let name = CpuName::read("2 x Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz");
    /// assert_eq!((name.words.as_str(), name.count), ("xeon e5 2620 v4", Some(2)));
    /// assert_eq!(CpuName::read("AMD EPYC 7763 64-Core Processor").cores, Some(64));
    /// assert_eq!(CpuName::read("AMD Ryzen 7 PRO 5850U with Radeon Graphics").words, "ryzen 7 5850u");
    /// ```
    pub fn read(text: &str) -> Self {
        let mut plain = text.to_lowercase();
        for mark in ["(r)", "(tm)", "(c)", "®", "™", "©"] {
            plain = plain.replace(mark, " ");
        }
        let mut found = Self::default();
        let bracketed = found.brackets(&plain);
        let cut = ["@", " with ", " w/ ", " avec "]
            .iter()
            .filter_map(|mark| bracketed.find(mark))
            .chain(after_model(&bracketed))
            .min()
            .unwrap_or(bracketed.len());
        // What follows the frequency may still say the cores.
        let rest = bracketed.get(cut..).unwrap_or("");
        let _ = found.tokens(rest);
        let tokens = found.tokens(&bracketed[..cut]);
        found.words = model(&tokens).join(" ");
        found
    }

    /// Takes what brackets hold out of a name, cores noted.
    fn brackets(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut inside = String::new();
        let mut depth = 0_usize;
        for c in text.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    out.push(' ');
                    inside.push(' ');
                }
                _ if depth > 0 => inside.push(c),
                _ => out.push(c),
            }
        }
        let _ = self.tokens(&inside);
        out
    }

    /// The words of a text; counts and cores are noted and left out.
    fn tokens(&mut self, text: &str) -> Vec<String> {
        let spaced: String = text
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '*' | '+') { c } else { ' ' })
            .collect();
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).copied().unwrap_or("");
            let is_core = |word: &str| {
                matches!(word, "core" | "cores" | "coeur" | "coeurs" | "cœur" | "cœurs")
            };
            let number = word.parse::<u32>().ok();
            let spelt = COUNTS.iter().find(|(name, _)| name == word).map(|(_, n)| *n);
            // `2 x …`, `… x2`, `2x …`.
            let few = |n: &u32| (1..=MOST_CPUS).contains(n);
            let times = |text: &str| text.strip_suffix(['x', '*']).and_then(|n| n.parse().ok());
            let by = |text: &str| text.strip_prefix(['x', '*']).and_then(|n| n.parse().ok());
            let (times, by) = (times(word).filter(few), by(word).filter(few));
            let named = matches!(next, "intel" | "amd" | "xeon" | "epyc" | "opteron");
            if let (Some(n), true) = (number, at == 0 && matches!(next, "x" | "*" | "×")) {
                self.count.get_or_insert(n);
                at += 2;
            } else if let (Some(n), true) = (number.or(spelt).filter(few), at == 0 && named) {
                self.count.get_or_insert(n);
                at += 1;
            } else if let (Some(n), true) = (times, at == 0) {
                self.count.get_or_insert(n);
                at += 1;
            } else if let (Some(n), true) = (by, at > 0 && at + 1 == words.len()) {
                self.count.get_or_insert(n);
                at += 1;
            } else if let (Some(n), true) = (number.or(spelt), is_core(next)) {
                // `64-Core Processor`, `6 core(s)`; not the 5 of `Core i5`, which is no number.
                self.cores.get_or_insert(n);
                at += 2;
                at += usize::from(words.get(at).is_some_and(|word| *word == "s"));
            } else if let Some(n) = short_cores(word) {
                self.cores.get_or_insert(n);
                at += 1;
            } else if is_measure(word, next) {
                at += 1 + usize::from(word.parse::<f64>().is_ok());
            } else {
                out.push((*word).to_owned());
                at += 1;
            }
        }
        out
    }
}

/// The comma after a model: `EPYC 7763 2.45GHz, 1 CPU, 4 logical and 2 physical cores`.
fn after_model(text: &str) -> Option<usize> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    text[digit..].find(',').map(|at| digit + at)
}

/// `20c`, `20c/40t` cut at the slash: cores. A model such as `5625c` has four digits.
fn short_cores(word: &str) -> Option<u32> {
    let digits = word.strip_suffix('c')?;
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten()
}

/// A frequency, a power, threads or a size of cache: `2.10ghz`, `2.1 ghz`, `40t`, `125w`, `30mb`.
fn is_measure(word: &str, next: &str) -> bool {
    const UNITS: [&str; 8] = ["ghz", "mhz", "w", "watts", "mb", "mo", "threads", "thread"];
    let number = |text: &str| text.parse::<f64>().is_ok();
    if number(word) {
        return UNITS.contains(&next);
    }
    ["ghz", "mhz", "w", "t", "mb", "mo"].iter().filter_map(|unit| word.strip_suffix(unit)).any(
        |digits| digits.len() <= 4 && number(digits) && (digits.contains('.') || digits.len() <= 3),
    ) || UNITS[6..].contains(&word)
}

/// The words that name the model.
fn model(tokens: &[String]) -> Vec<String> {
    let kept: Vec<&str> = tokens
        .iter()
        .map(|word| word.trim_matches(['.', '*']))
        .filter(|word| !word.is_empty() && !NOISE.contains(word) && !is_ordinal(word))
        .collect();
    let has = |name: &str| kept.contains(&name);
    let pro_is_a_line = has("ryzen") || has("athlon") || kept.first() == Some(&"pro");
    let mut out: Vec<String> = Vec::new();
    for (at, word) in kept.iter().enumerate() {
        let next = kept.get(at + 1).copied().unwrap_or("");
        match *word {
            "core" if is_core_i(next) => {}
            // AMD's professional models have the die of the others.
            "pro" if pro_is_a_line => {}
            // `E5-2620 0`: the stepping that the first E5 report.
            "0" if at > 0 => {}
            word => split(word, &mut out),
        }
    }
    out
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "e", "eme", "ème"]
        .iter()
        .filter_map(|end| word.strip_suffix(end))
        .any(|digits| digits.len() <= 2 && digits.parse::<u32>().is_ok())
}

fn is_core_i(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next() == Some('i') && letters.next().is_some_and(|c| "3579".contains(c))
}

/// Parts what is written in one word: `2620v4`, `e52620`, `i58250u`.
fn split(word: &str, out: &mut Vec<String>) {
    let bytes = word.as_bytes();
    let digits =
        |text: &str| text.len() >= 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    if let Some(at) = word.rfind('v') {
        let (model, version) = word.split_at(at);
        if digits(model) && version.len() == 2 && version.as_bytes()[1].is_ascii_digit() {
            out.push(model.to_owned());
            out.push(version.to_owned());
            return;
        }
    }
    if let (Some(b'e'), Some(b'3' | b'5' | b'7')) = (bytes.first(), bytes.get(1))
        && word.is_char_boundary(2)
        && digits(&word[2..])
    {
        out.push(word[..2].to_owned());
        split(&word[2..], out);
        return;
    }
    out.push(word.to_owned());
}

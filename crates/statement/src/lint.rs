//! A text held sentence by sentence against the rules and the run.

use super::allowed::allowed;
use super::disowned::Disowned;
use super::facts::Facts;
use super::hold::Holder;
use super::holding::{COMPARISON, FIGURES, HeldFigure};
use super::plain::{plain, sentences};
use super::rules::{RulePattern, StatementRule, grid, made, patterns, rules};
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use regex::bytes::{Match, Regex};
use std::borrow::Cow;
use std::sync::OnceLock;

/// What a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentenceVerdict {
    /// Its figures are those of the run.
    Shown,
    /// It says nothing of the footprint that a run could show or a rule refuse.
    Other,
    /// It has figures that no run was given for, or that the run says nothing of.
    Unchecked,
    /// A rule refuses it.
    Refused,
}

impl SentenceVerdict {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Other => "other",
            Self::Unchecked => "unchecked",
            Self::Refused => "refused",
        }
    }

    /// What people read.
    pub fn label(self) -> Text {
        match self {
            Self::Shown => text!("permis : les données le montrent", "allowed: the data show it"),
            Self::Other => text!(
                "rien qu'un calcul montre, rien de refusé",
                "nothing that a run shows, nothing refused"
            ),
            Self::Unchecked => text!("chiffre non vérifié", "figure not checked"),
            Self::Refused => text!("refusé", "refused"),
        }
    }
}

/// A sentence with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Linted {
    /// The line it begins on, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// What it is.
    pub verdict: SentenceVerdict,
    /// The rules that refuse it.
    pub rules: Vec<StatementRule>,
    /// What is to be said besides: a figure that differs, what a sentence shown still lacks.
    pub notes: Vec<Text>,
}

/// Holds each sentence of a text, in French or English, against the rules, and its figures against
/// those of a run where there is one.
///
/// # Errors
///
/// The rules carried cannot be read, which a sound build never meets.
pub fn lint(text: &str, facts: Option<&Facts>) -> Result<Vec<Linted>, Fault> {
    let Tools { rules, patterns, context } = tools()?;
    let of = |sentence: super::plain::Sentence| {
        let (codes, shown) = context.judge(&sentence.text, patterns, facts);
        let (verdict, notes) = shown;
        let refused = rules.iter().filter(|rule| codes.contains(&rule.code.as_str()));
        let refused: Vec<StatementRule> = refused.cloned().collect();
        let verdict = if refused.is_empty() { verdict } else { SentenceVerdict::Refused };
        Linted { line: sentence.line, sentence: sentence.text, verdict, rules: refused, notes }
    };
    let own = facts.map_or_else(Vec::new, allowed);
    let marks: Vec<String> = own.iter().map(|one| format!("[{}]", one.rests_on)).collect();
    Ok(sentences(text, &marks).into_iter().map(of).collect())
}

/// What sentences are held against, made once.
struct Tools {
    rules: Vec<StatementRule>,
    patterns: Vec<RulePattern>,
    context: ClaimContext,
}

fn tools() -> Result<&'static Tools, Fault> {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    if let Some(tools) = TOOLS.get() {
        return Ok(tools);
    }
    let made = Tools { rules: rules()?, patterns: patterns()?, context: ClaimContext::new()? };
    Ok(TOOLS.get_or_init(|| made))
}

/// What about a claim makes it none.
struct ClaimContext {
    /// A negation right before it.
    denied: Regex,
    /// What makes of a negation another thing: "not only", "did not wait to be".
    not_denied: Regex,
    /// A denial that somebody says something: its "que" takes nothing back.
    unsaid: Regex,
    /// What is said of a claim so that it is none: before it, and about it, with what judges it.
    disowned: Disowned,
    /// Words that speak of the claim and do not make it.
    mention: Regex,
    /// What is said of a country's electricity, which claims nothing.
    grid: Regex,
    /// Quoted words.
    quoted: Regex,
    /// What holds figures against the run.
    holder: Holder,
    perimeter: Regex,
}

impl ClaimContext {
    fn new() -> Result<Self, Fault> {
        Ok(Self {
            denied: made(
                r"(\b(ne|n')\s?[\w']*( \w+)? (pas|plus|jamais|point|nullement|aucunement|aucune?)\b|\b(pas|jamais|ni|non|sans (pretendre|etre|dire)|aucune?|refus\w+ de|loin d'etre|evit\w+ de (dire|parler))\b|\b(not|never|no|nor|neither|without (claiming|being|saying)|cannot|can't|isn't|aren't|don't|doesn't|won't|far from)\b)( [\w'-]+){0,7} ?$",
            )?,
            not_denied: made(
                r"\b(seulement|uniquement|simplement|que|attendu|attend\w*|hesit\w*|cach\w*|dout\w*|only|just|merely|simply|wait\w*|hesitat\w*|hid\w*|doubt\w*|stop\w*|longer|sans fin|faute de|moins|less than)\b",
            )?,
            unsaid: made(
                r"\b(dis\w*|di[tr]\w*|pretend\w*|affirm\w*|assur\w*|annonc\w*|croy\w*|pens\w*) (pas|plus|jamais) qu(e|')|\b(pas|jamais) (dit|pretendu|affirme|annonce) qu(e|')",
            )?,
            disowned: Disowned::new()?,
            mention: made(
                r"\b(mots?|termes?|mentions?|allegations?|expressions?|formules?|slogans?|interdi\w+|illicites?|trompeu\w+|proscri\w+|bann\w+|directive|l229-68|words?|terms?|phrases?|claims?|wording|banned|prohibited|forbidden|misleading|greenwashing|eviter (de|d'|les|le)|avoid (saying|the|claims)|questions?|definition|glossaire|glossary|fournisseurs? (annonce|affirme|dit|pretend)\w*|prestataires? (annonce|affirme|dit|pretend)\w*|suppliers? (says?|claims?)|vendors? (says?|claims?))\b",
            )?,
            grid: grid()?,
            quoted: made(r#""[^"]*""#)?,
            holder: Holder::new()?,
            perimeter: made(
                r"\b(parc|estate|equipements?|devices?|equipment|informatiques?|numeriques?|it|digital|systeme d'information|information system|fleet)\b",
            )?,
        })
    }

    /// The codes of the rules that refuse a sentence; else what it is, and what is said besides.
    fn judge<'a>(
        &self,
        sentence: &str,
        patterns: &'a [RulePattern],
        facts: Option<&Facts>,
    ) -> (Vec<&'a str>, (SentenceVerdict, Vec<Text>)) {
        let plain = self.unquoted(plain(sentence));
        let told = self.without_grid(&plain);
        let mut codes: Vec<&'a str> = Vec::new();
        for pattern in patterns {
            if codes.contains(&pattern.rule.as_str()) {
                continue;
            }
            let planned = pattern.rule == "future" && facts.is_some_and(|facts| facts.plan);
            let claims = pattern.found(&told).any(|found| self.claims(&told, found, pattern));
            if claims && !planned {
                codes.push(&pattern.rule);
            }
        }
        let (mut verdict, mut notes) = (SentenceVerdict::Other, Vec::new());
        // What is announced with a plan is held by the plan, not by the run.
        let announced = patterns.iter().filter(|pattern| pattern.rule == "future");
        let mut announced = announced.filter(|pattern| pattern.found(&plain).next().is_some());
        if announced.next().is_some() && !codes.contains(&"future") && facts.is_some() {
            if self.holder.has_figure(&plain) {
                verdict = SentenceVerdict::Unchecked;
            }
            notes.push(text!(
                "annonce à venir (2005/29/CE, article 6 § 2 d) : permise si le plan est public, détaillé, daté et vérifié par un tiers ; renvoyez-y. Un calcul ne montre pas ce qui sera",
                "announcement (2005/29/EC, article 6(2)(d)): allowed where the plan is public, detailed, dated and verified by a third party; refer to it. A run does not show what will be"
            ));
            return (codes, (verdict, notes));
        }
        let Some(facts) = facts else {
            if self.holder.has_figure(&plain) {
                verdict = SentenceVerdict::Unchecked;
                notes.push(text!(
                    "donnez le parc avec `--estate`",
                    "give the estate with `--estate`"
                ));
            }
            return (codes, (verdict, notes));
        };
        // A sentence that names an earlier year alone is of that year.
        let (run, years) = (facts, self.holder.years(&plain));
        let is_alone = |one: &&Facts| years.iter().all(|year| *year == one.year);
        let is_since = self.holder.changes_since(&plain);
        let former = run.former.iter().filter(|_| !years.is_empty() && !is_since).find(is_alone);
        let facts = former.unwrap_or(run);
        let held = self.holder.hold(&plain, facts);
        for code in held.codes {
            match patterns.iter().find(|pattern| pattern.rule == code) {
                Some(pattern) => codes.push(&pattern.rule),
                None => codes.push(FIGURES),
            }
        }
        codes.dedup();
        let year = facts.year;
        let of_year = |note: Text| match former {
            Some(_) => Text {
                fr: format!("calcul de {year}, {}", note.fr),
                en: format!("run of {year}, {}", note.en),
            },
            None => note,
        };
        notes.extend(held.notes.into_iter().map(of_year));
        verdict = match (held.unknown, held.shown) {
            (0, 0) => verdict,
            (0, _) => SentenceVerdict::Shown,
            _ => SentenceVerdict::Unchecked,
        };
        let is_shown = codes.is_empty() && verdict == SentenceVerdict::Shown;
        if is_shown && let Some(held) = self.holder.uncompared(&plain, facts) {
            match held {
                HeldFigure::Refused(_, note) => {
                    codes.push(COMPARISON);
                    notes.push(note);
                }
                HeldFigure::Unknown(note) => {
                    verdict = SentenceVerdict::Unchecked;
                    notes.push(note);
                }
                HeldFigure::Shown => {}
            }
        } else if is_shown && let Some(note) = self.holder.unaccounted(&plain, facts, held.changed)
        {
            verdict = SentenceVerdict::Unchecked;
            notes.push(note);
        }
        if codes.is_empty() && verdict == SentenceVerdict::Shown && !held.declared {
            self.lacks(&plain, facts, held.interval, &mut notes);
        }
        (codes, (verdict, notes))
    }

    /// A sentence with blanks for what it says of a country's electricity.
    fn without_grid<'a>(&self, plain: &'a str) -> Cow<'a, str> {
        let mut out = Cow::Borrowed(plain);
        for found in self.grid.find_iter(plain.as_bytes()) {
            out.to_mut().replace_range(found.range(), &" ".repeat(found.len()));
        }
        out
    }

    /// A sentence without its quotation marks, unless it speaks of the words that they hold: marks
    /// about a claim make it no less of one.
    fn unquoted(&self, plain: String) -> String {
        let rest = self.quoted.replace_all(plain.as_bytes(), b" ");
        if self.mention.is_match(&rest) {
            return plain;
        }
        let mut out = String::with_capacity(plain.len());
        let mut chars = plain.chars().peekable();
        while let Some(c) = chars.next() {
            // An apostrophe stands between letters.
            let within = out.ends_with(|c: char| c.is_alphanumeric())
                && chars.peek().is_some_and(|next| next.is_alphanumeric());
            if c != '"' && (c != '\'' || within) {
                out.push(c);
            }
        }
        let words: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    /// Whether a match is a claim: not denied, not a word spoken of, nothing else of the kind.
    fn claims(&self, plain: &str, found: Match<'_>, pattern: &RulePattern) -> bool {
        // What stands about the claim, on the bounds of characters.
        let from = plain[..found.start()].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
        let to = plain[found.end()..]
            .char_indices()
            .nth(40)
            .map_or(plain.len(), |(at, _)| found.end() + at);
        if pattern
            .except
            .as_ref()
            .is_some_and(|except| except.is_match(&plain.as_bytes()[from..to]))
        {
            return false;
        }
        let claim = &plain[found.range()];
        // A negation holds within its clause.
        let clause = plain[..found.start()].rfind([',', ';', ':', '(']).map_or(0, |at| at + 1);
        let before = plain[clause..found.start()].trim_end_matches(['"', ' ', '\'']);
        let before = before.rsplit(" mais ").next().unwrap_or(before);
        let before = before.rsplit(" but ").next().unwrap_or(before);
        let (disowned, from) = self.disowned.told(plain, before, &found);
        let before = &before[from..];
        let is_denied = self.denied.find(before.as_bytes()).is_some_and(|denied| {
            !self.not_denied.is_match(&self.unsaid.replace_all(denied.as_bytes(), b" "))
                && !self.not_denied.is_match(claim.split(' ').next().unwrap_or("").as_bytes())
        });
        // A negation within what was matched: "le service est certes pas vert".
        let is_denied = !pattern.denial && (is_denied || self.within(claim));
        // What is denied, or said not to be so, is not claimed; what is said not to be denied is.
        if is_denied != disowned {
            return false;
        }
        // A claim in quotation marks is spoken of where the rest of the sentence speaks of words.
        let quoted = self
            .quoted
            .find_iter(plain.as_bytes())
            .any(|quote| quote.start() < found.end() && found.start() < quote.end());
        let rest = self.quoted.replace_all(plain.as_bytes(), b" ");
        !(quoted && self.mention.is_match(&rest))
    }

    /// Whether what was matched denies itself.
    fn within(&self, found: &str) -> bool {
        let denies = [" pas ", " jamais ", " ni ", " not ", " never ", " nor "];
        denies.iter().any(|word| found.contains(word))
            && !self.not_denied.is_match(found.as_bytes())
    }

    /// What a sentence shown still lacks to be honest alone.
    fn lacks(&self, plain: &str, facts: &Facts, interval: bool, notes: &mut Vec<Text>) {
        let years = self.holder.years(plain);
        if !years.contains(&facts.year) {
            notes.push(if years.is_empty() {
                text!("ajoutez l'année : {0}", "add the year: {0}", facts.year)
            } else {
                text!("le calcul est de {0}", "the run is of {0}", facts.year)
            });
        }
        if !interval {
            notes.push(text!("ajoutez l'intervalle", "add the interval"));
        }
        let is_said = ["partiel", "partial"].iter().any(|word| plain.contains(word));
        if facts.partial && self.holder.is_carbon(plain) && !is_said {
            notes.push(text!(
                "dites que le total est partiel : une partie du parc n'a pas de chiffre",
                "say that the total is partial: part of the estate has no figure"
            ));
        }
        if !self.perimeter.is_match(plain.as_bytes()) {
            notes.push(text!(
                "ajoutez le périmètre : le parc informatique",
                "add the perimeter: the IT estate"
            ));
        }
    }
}

//! Where a name meets its model, its family, or nothing.

use super::entry::{EntryPart, FoundEntry, ModelEntry, ModelLevel, ModelMatch, Near};
use super::maker::NamedMaker;
use super::mend::mend;
use super::name::{ProductName, words_of};
use super::names::EntryNames;
use super::pattern::FamilyPattern;
use super::shapes::bracketed;
use super::words::forms_of;
use crate::{EquipmentType, FactorId, StageFactor, TypeId};
use ground::provenance::MatchedBy;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The score under which no match is claimed.
pub const CLAIM: f64 = 0.6;

/// The score of a name that equals a model's once the row's type says its form.
const BY_TYPE: f64 = 0.95;

/// The score of a family that accounts for the whole name.
const FAMILY: f64 = 0.9;

/// The models and families of a set, ready for names.
#[derive(Debug, Clone, Default)]
pub struct ModelIndex {
    entries: Vec<ModelEntry>,
    /// The root of each type, and its code.
    types: Vec<(TypeId, String)>,
    /// The names of the entries, taken apart when the first name is asked for.
    names: OnceLock<EntryNames>,
}

impl ModelIndex {
    /// All models and families, in file order.
    pub fn entries(&self) -> &[ModelEntry] {
        &self.entries
    }

    /// A model or family by its identifier.
    pub fn named(&self, id: &str) -> Option<&ModelEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The normalised form of a name: what names are compared by.
    pub fn normalised(&self, manufacturer: &str, model: &str) -> String {
        self.names().reader.read(manufacturer, model).key()
    }

    fn names(&self) -> &EntryNames {
        self.names.get_or_init(|| EntryNames::of(&self.entries))
    }

    /// Takes entries in. Over an entry of the same identifier, what is given replaces what is
    /// there, quantity by quantity.
    pub(super) fn take(&mut self, entries: Vec<ModelEntry>, types: &[EquipmentType]) {
        let places: HashMap<String, usize> =
            self.entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
        for mut entry in entries {
            let Some(at) = places.get(&entry.id) else {
                self.entries.push(entry);
                continue;
            };
            let known = &mut self.entries[*at];
            entry.energy = entry.energy.or(known.energy);
            entry.lifetime = entry.lifetime.or(known.lifetime);
            entry.weight = entry.weight.or(known.weight);
            entry.typical_power = entry.typical_power.or(known.typical_power);
            entry.idle_power = entry.idle_power.or(known.idle_power);
            // The stages of another set are cut differently: all of a criterion's, or none.
            let kept = known
                .stages
                .iter()
                .filter(|old| !entry.stages.iter().any(|new| new.criterion == old.criterion));
            let kept: Vec<StageFactor> = kept.copied().collect();
            entry.stages.splice(0..0, kept);
            *known = entry;
        }
        let root = |mut id: TypeId| {
            while let Some(parent) = types[usize::from(id.0)].parent {
                id = parent;
            }
            id
        };
        let ids = (0u16..).map(TypeId);
        self.types = ids.zip(types).map(|(id, kind)| (root(id), kind.code.clone())).collect();
        self.names.take();
    }

    /// Whether a model is one of those that a family is the median of.
    pub fn is_of(&self, model: &ModelEntry, family: &ModelEntry) -> bool {
        let name = self.names().reader.read(&model.manufacturer, &model.name);
        let same = self.types[usize::from(model.equipment_type.0)].0
            == self.types[usize::from(family.equipment_type.0)].0;
        same && family.patterns.iter().any(|pattern| pattern.rest(&name).is_some())
    }

    /// Finds what a maker and model mean: a model, else a family, else nothing.
    ///
    /// `equipment_type` is the row's own type, where it has one: a match is of the same kind (a
    /// monitor is never a laptop), and a desktop's form is taken from it where the name does not
    /// say it. Ask once a distinct name, not once a row.
    pub fn find(
        &self,
        manufacturer: &str,
        model: &str,
        equipment_type: Option<TypeId>,
    ) -> ModelMatch<'_> {
        let asked = match self.answer(manufacturer, model, equipment_type) {
            Ok(found) => return ModelMatch::Found(Box::new(found)),
            Err(asked) => asked,
        };
        let nearest = if self.entries.is_empty() { Vec::new() } else { self.nearest(&asked) };
        ModelMatch::None { asked: asked.key(), nearest }
    }

    /// What [`ModelIndex::find`] finds, for who shows no nearest names.
    pub fn found(
        &self,
        manufacturer: &str,
        model: &str,
        equipment_type: Option<TypeId>,
    ) -> Option<FoundEntry<'_>> {
        // Nothing is read where nothing can be found.
        if self.entries.is_empty() {
            return None;
        }
        self.answer(manufacturer, model, equipment_type).ok()
    }

    /// The match of a name, or of a part of it in brackets, or the name itself.
    fn answer(
        &self,
        manufacturer: &str,
        model: &str,
        equipment_type: Option<TypeId>,
    ) -> Result<FoundEntry<'_>, Box<ProductName>> {
        let reader = &self.names().reader;
        let meet = |name| self.meet(reader.read(manufacturer, name), equipment_type);
        let exact = |found: &FoundEntry<'_>| found.matched_by == MatchedBy::Model;
        let whole = meet(model);
        if whole.as_ref().is_ok_and(exact) {
            return whole;
        }
        // "HP 2530-24G Switch (J9776A)": the number in brackets, or what stands before it.
        if let Some((front, inner)) = bracketed(model) {
            let mut parts = [inner, front].into_iter().filter_map(|part| meet(part).ok());
            if let Some(found) = parts.find(exact) {
                return Ok(found);
            }
        }
        let tail = self.at_its_line(model).and_then(|tail| meet(tail).ok());
        match (whole, tail) {
            (Ok(_), Some(found)) if exact(&found) => Ok(found),
            (Err(_), Some(found)) => Ok(found),
            (whole, _) => whole,
        }
    }

    /// A name from its maker or its product line on, where what stands before has no figure and
    /// says what it is: "PC portable Dell Latitude 5450".
    fn at_its_line<'t>(&self, text: &'t str) -> Option<&'t str> {
        let known = self.names();
        let digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let begins = |text: &str| {
            // A maker or a line is told by the first words.
            const FIRST: usize = 8;
            let end = text.match_indices(char::is_whitespace).nth(FIRST).map(|(at, _)| at);
            let words = words_of(&text[..end.unwrap_or(text.len())]);
            known.reader.makers.leading(&words).is_some()
                || words.first().is_some_and(|word| matches!(known.line.get(word), Some(Some(_))))
        };
        if begins(text) {
            return None;
        }
        let starts = text.match_indices(char::is_whitespace).map(|(at, space)| at + space.len());
        let tails = starts.map(|at| text.split_at(at)).take_while(|(front, _)| !digit(front));
        tails.map(|(_, tail)| tail).find(|tail| begins(tail)).filter(|tail| digit(tail))
    }

    /// The match of a name, or the name itself, its maker filled in where a word tells it.
    fn meet(
        &self,
        mut asked: ProductName,
        equipment_type: Option<TypeId>,
    ) -> Result<FoundEntry<'_>, Box<ProductName>> {
        let known = self.names();
        if asked.maker == NamedMaker::Unsaid {
            let mut makers = asked.tokens.iter().filter_map(|word| known.line.get(word)?.clone());
            asked.maker = makers.next().map_or(NamedMaker::Unsaid, NamedMaker::Known);
        }
        // A set without models knows no types either.
        if let NamedMaker::Known(maker) = &asked.maker
            && !asked.tokens.is_empty()
            && !self.entries.is_empty()
        {
            let found = self.look(maker, &asked, 1.0, equipment_type).or_else(|| {
                let (mended, sure) = mend(known.vocabulary.get(maker)?, &asked)?;
                self.look(maker, &mended, sure, equipment_type)
            });
            if let Some(found) = found {
                return Ok(found);
            }
        }
        Err(Box::new(asked))
    }

    fn look(
        &self,
        maker: &str,
        name: &ProductName,
        sure: f64,
        equipment_type: Option<TypeId>,
    ) -> Option<FoundEntry<'_>> {
        let form: &[&str] = match equipment_type {
            Some(kind) if !name.has_form() => forms_of(&self.types[usize::from(kind.0)].1),
            _ => &[],
        };
        let formed: Vec<ProductName> = form.iter().map(|form| name.with(form)).collect();
        let mut families: Vec<(usize, f64, &ModelEntry, &FamilyPattern)> = Vec::new();
        let of_maker = self.names().families.get(maker);
        for entry in of_maker.into_iter().flatten().map(|at| &self.entries[*at]) {
            if !self.same_kind(equipment_type, entry) {
                continue;
            }
            let tried = std::iter::once(name).chain(&formed);
            let fitting = tried.flat_map(|name| {
                entry.patterns.iter().filter_map(move |pattern| {
                    let score = FAMILY * accounted(pattern, &pattern.rest(name)?) * sure;
                    (score >= CLAIM).then_some((pattern.weight(), score, entry, pattern))
                })
            });
            families.extend(fitting.max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))));
        }
        // The family that asks for most comes first; of two alike, the first of the file.
        families.sort_by_key(|family| std::cmp::Reverse(family.0));
        let exact = self.exact(maker, name, &formed, equipment_type);
        let (entry, score, met, matched_by) = match (exact.first(), families.first()) {
            (Some((entry, met, by_type)), _) => {
                let score = if *by_type { BY_TYPE * sure } else { sure };
                (*entry, score, met.clone(), MatchedBy::Model)
            }
            (None, Some((_, score, entry, pattern))) => {
                (*entry, *score, pattern.text(), MatchedBy::Family)
            }
            (None, None) => return None,
        };
        let own = exact.iter().map(|(entry, _, _)| (*entry, MatchedBy::Model));
        let lines = families.iter().map(|family| (family.2, MatchedBy::Family));
        let chain: Vec<(&ModelEntry, MatchedBy)> = own.chain(lines).collect();
        let part = |of: &dyn Fn(&ModelEntry) -> Option<FactorId>| {
            chain.iter().find_map(|(entry, matched_by)| {
                of(entry).map(|factor| EntryPart { entry, matched_by: *matched_by, factor })
            })
        };
        Some(FoundEntry {
            entry,
            matched_by,
            score,
            asked: name.key(),
            met,
            embodied: part(&|entry| entry.stages.first().map(|stage| stage.factor)),
            energy: part(&|entry| entry.energy),
            lifetime: part(&|entry| entry.lifetime),
            weight: part(&|entry| entry.weight),
            typical_power: part(&|entry| entry.typical_power),
            idle_power: part(&|entry| entry.idle_power),
        })
    }

    /// The models of exactly this name, one a layer, the topmost first; whether the row's type
    /// completed the name. Where several of a layer could be meant, none of it is.
    fn exact(
        &self,
        maker: &str,
        name: &ProductName,
        formed: &[ProductName],
        equipment_type: Option<TypeId>,
    ) -> Vec<(&ModelEntry, String, bool)> {
        let Some(keys) = self.names().by_key.get(maker) else { return Vec::new() };
        let mut found: BTreeMap<usize, (&ModelEntry, String, bool)> = BTreeMap::new();
        for (n, name) in std::iter::once(name).chain(formed).enumerate() {
            for (layer, entry) in self.one_a_layer(keys, name, equipment_type) {
                found.entry(layer).or_insert_with(|| (entry, name.key(), n > 0));
            }
        }
        found.into_values().rev().collect()
    }

    fn one_a_layer(
        &self,
        keys: &HashMap<String, Vec<usize>>,
        name: &ProductName,
        equipment_type: Option<TypeId>,
    ) -> Vec<(usize, &ModelEntry)> {
        // By layer: how much is shared, which entry, and whether another shares as much.
        let mut best: BTreeMap<usize, (usize, usize, bool)> = BTreeMap::new();
        let places = keys.get(&name.key()).map_or(&[][..], Vec::as_slice);
        for (place, known) in places.iter().map(|at| &self.names().all[*at]) {
            let entry = &self.entries[*place];
            if !known.agrees(name) || !self.same_kind(equipment_type, entry) {
                continue;
            }
            let shared = known.shared(name);
            match best.get_mut(&entry.layer) {
                Some((most, at, several)) if shared == *most => *several |= *at != *place,
                Some((most, _, _)) if shared < *most => {}
                _ => {
                    best.insert(entry.layer, (shared, *place, false));
                }
            }
        }
        let sure = best.into_iter().filter(|(_, (_, _, several))| !several);
        sure.map(|(layer, (_, place, _))| (layer, &self.entries[place])).collect()
    }

    /// Whether a row's type and an entry's are of one kind.
    ///
    /// A detachable tablet passes for a laptop, since inventories write it as either; a laptop of
    /// exactly this name passes for a detachable. A NAS passes for a storage array.
    fn same_kind(&self, asked: Option<TypeId>, entry: &ModelEntry) -> bool {
        let Some(asked) = asked else { return true };
        let of = |id: TypeId| &self.types[usize::from(id.0)];
        let (asked, kind) = (of(asked), of(entry.equipment_type));
        let code = |root: TypeId| of(root).1.as_str();
        asked.0 == kind.0
            || (kind.1 == "tablet_detachable" && code(asked.0) == "laptop")
            || (kind.1 == "nas" && code(asked.0) == "storage_array")
            || (entry.level == ModelLevel::Model
                && asked.1 == "tablet_detachable"
                && code(kind.0) == "laptop")
    }

    fn nearest(&self, asked: &ProductName) -> Vec<Near<'_>> {
        let key = asked.key();
        let models = match &asked.maker {
            NamedMaker::Known(maker) => self.names().by_key.get(maker),
            NamedMaker::Other | NamedMaker::Unsaid => None,
        };
        let places = models.into_iter().flatten().flat_map(|(_, places)| places);
        let mut near: Vec<(f64, usize)> = places
            .map(|at| &self.names().all[*at])
            .map(|(place, name)| (strsim::jaro_winkler(&key, &name.key()), *place))
            .filter(|(score, _)| *score >= 0.7)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut seen = BTreeSet::new();
        near.retain(|(_, place)| seen.insert(*place));
        near.truncate(3);
        near.into_iter().map(|(score, at)| Near { entry: &self.entries[at], score }).collect()
    }
}

/// What share of a name a pattern accounts for, from 0 to 1.
///
/// A generation costs nothing. One model number costs nothing where the pattern has none. What
/// else is left weighs half a word, or a whole one against a pattern of a single number.
fn accounted(pattern: &FamilyPattern, rest: &[&str]) -> f64 {
    let numbered = pattern.numbered();
    let mut free = usize::from(!numbered);
    let cost = |word: &&str| -> f64 {
        let digits = word.chars().any(|c| c.is_ascii_digit());
        let generation = word.strip_prefix('g').is_some_and(|n| n.parse::<u8>().is_ok());
        if generation {
            0.0
        } else if digits && free > 0 {
            free -= 1;
            0.0
        } else if digits && numbered && pattern.len() == 1 {
            1.0
        } else {
            0.5
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "patterns are short")]
    let whole = pattern.len() as f64;
    whole / (whole + rest.iter().map(cost).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_without_models_finds_none_and_has_none_near() {
        let index = ModelIndex::default();
        for (maker, model) in [("Dell", "PowerEdge R740"), ("", ""), ("HP", "2530-24G (J9776A)")] {
            assert!(index.found(maker, model, Some(TypeId(49))).is_none());
            let ModelMatch::None { nearest, .. } = index.find(maker, model, Some(TypeId(49)))
            else {
                panic!("{model}");
            };
            assert!(nearest.is_empty());
        }
    }
}

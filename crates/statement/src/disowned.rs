//! Sentences that speak of a claim to say that it is not so, or that nothing shows it: "nothing shows that our
//! IT is green", "dire que notre parc est neutre serait faux".

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::{Match, Regex};

/// Verbs of saying, of showing and of believing.
const SAYING: &str = r"(?:dire|dit|disent|affirm\w*|pretend\w*|ecri\w*|annonc\w*|croi\w*|pens\w*|conclu\w*|qualifi\w*|presente\w*|montr\w*|prouv\w*|demontr\w*|indiqu\w*|attest\w*|etabli\w*|garanti\w*|savoir|sait|savons|say|says|saying|said|claim\w*|stat(?:e|es|ed|ing)|writ(?:e|es|ing)|assert\w*|pretend\w*|call(?:s|ed|ing)?|conclud\w*|announc\w*|describ\w*|show\w*|prov(?:e|es|ed|ing)|suggest\w*|support\w*|demonstrat\w*|indicat\w*|mean(?:s|t)?|tell(?:s|ing)?|know\w*|believ\w*)";

/// What is said of what is not so.
const FALSE: &str = r"(?:faux|fausse|inexacte?|trompeu(?:r|se)|mensong(?:er|ere)|un mensonge|abusi(?:f|ve)|interdite?|illicite|illegale?|exagere?e?|excessi(?:f|ve)|premature?e?|errone?e?|malhonnete|infonde?e?|impossible|une erreur|de l'ecoblanchiment|greenwashing|false|wrong|misleading|untrue|inaccurate|incorrect|dishonest|premature|unlawful|illegal|banned|prohibited|forbidden|unfounded|impossible|a lie|an exaggeration)";

/// What may stand before a verb of saying and takes nothing of it back: "faux de toujours dire".
const EVEN: &str = r"(?:le|la|les|nous|vous|en|y|toujours|encore|aussi|ainsi|\w+ment|even|ever|just|still|also|now|\w+ly)";

/// What may stand between a verb of being and its judgement.
const PLAINLY: &str = r"(?: (?:donc|alors|ainsi|tout simplement|clairement|tres|plutot|totalement|simply|plainly|just|clearly|utterly|quite))?";

/// Another quality that is claimed with the first, and judged with it: "verte et durable serait faux".
const ALSO: &str = r"(?:(?:,? (?:et|ou|and|or)|,) (?:verte?s?|durables?|ecologiques?|(?:eco-?)?responsables?|sobres?|propres?|neutres?|green|sustainable|clean|neutral|responsible|eco-?friendly|frugal))";

/// What finds them.
pub(super) struct Disowned {
    /// Before a claim, that nothing shows it, or that it would be wrong to say it; the group, not to.
    before: Regex,
    /// That what follows is said by somebody.
    said: Regex,
    /// Behind a claim that is said by somebody, that saying it is wrong; with what stands between.
    judged: Regex,
    /// What shows that another thing is judged than the claim: "et le contraire est faux".
    another: Regex,
    /// Behind a judgement, what makes an assertion of it: "impossible to deny".
    undenied: Regex,
    /// Behind a claim, that all of it is wrong, and nothing more.
    flatly: Regex,
    /// Before words that disown, what takes them back: "n'est pas faux de dire".
    taken_back: Regex,
}

impl Disowned {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            before: made(&format!(
                r"\b(?:rien|personne|nul|aucune? \w+(?: \w+)?) (?:ici )?(?:ne |n')(?:(?:nous |me |vous |le |permet(?:tent)? |peut |peuvent |pourrait |saurait |laisse |suffit a |de |d'|a )*){SAYING} ?(?:encore |donc )?(?:que |qu'|si )|\b(?:nothing|nobody|no one|none of (?:this|that|it|these|our \w+|the \w+)|(?:no|little|without) (?:data|evidence|proof|figures?|documents?|stud(?:y|ies)|measures?|measurements?|sign|indication|result)s?)(?: here| (?:in|of) (?:the |this |our )?\w+)? (?:(?:can|could|would|will|yet|so far|that|to|is there to|there is to|exists to) )*(?:{SAYING}(?: us)? (?:that |whether |yet that )?|that )|\b(?:ne |n')(?:peut|peuvent|pouvons|pourrait|pouvait|saurait|sauraient|sait|savons|permet|permettent|suffit|suffisent)(?: (?:pas|plus|encore|donc|jamais|rien|a|de|d'))* ?{SAYING} (?:que |qu'|si )|\b(?:ne |n')(?:disons|dit|disent|affirm\w+|pretend\w+|croy\w+|pens\w+|ecriv\w+) (?:pas|plus|jamais) (?:que |qu')|\b(?:cannot|can not|can't|could not|couldn't|do not|don't|does not|doesn't|did not|didn't|would not|wouldn't|never|unable to|not able to|refuse to|decline to) (?:yet |ever |even )?{SAYING} (?:that |whether )|\b(?:{FALSE}) (?:de |d'|to |that )(?:{EVEN} |(ne pas|ne plus|ne jamais|jamais|not|never) )?(?:{SAYING}|laisser (?:croire|entendre|penser))\b|\b(?:serait|est|c'est|would be|is|it's) (?:donc |tout simplement |simply )?{FALSE} (?:que |qu'|that )"
            ))?,
            taken_back: made(
                r"(?:\b(?:not|pas|never|jamais|hardly|nullement|aucunement|rien|nothing)|n't)(?: \w+)? ?$",
            )?,
            said: made(&format!(
                r"^ ?(\w+ )?(?:(?:{SAYING}|laisser (?:croire|entendre|penser)|to {SAYING}|l'idee|l'affirmation|l'impression|the idea|the claim|the statement|the notion) ?(?:que |qu'|that |of )?)"
            ))?,
            judged: made(&format!(
                r"^([^.;,:]{{0,40}}?){ALSO}{{0,3}}(, [^.;:,]{{1,40}},)? (?:serait|seraient|est|etait|reste|releve de|releverait de|would be|would have been|is|was|remains){PLAINLY} {FALSE}\b"
            ))?,
            another: made(
                r"\b(?:et|and|mais|but|car|because|puisqu\w*|as|alors|tandis|quand|when|while|whereas|lorsqu\w*|if|donc|so|le contraire|l'inverse|opposite|contrary|reverse|otherwise|autrement|nier|contest\w*|den(?:y|ying|ial))\b",
            )?,
            undenied: made(
                r"^[^.;,:]{0,15}\b(?:nier|contest\w*|dementir|refut\w*|contredire|dout\w*|(?:le |du )contraire|l'inverse|autrement|den(?:y|ied|ying)|disput\w*|doubt\w*|challeng\w*|contradict\w*|opposite|contrary|otherwise)\b",
            )?,
            flatly: made(&format!(
                r"^(?: (?:en|pour|in|for|to|on) \w+(?: \w+)?)? ?[,;:]? ?(?:(?:mais|but|et|and) )?(?:c'est|ceci est|cela est|ce qui est|that is|that's|this is|it is|it's|which is){PLAINLY} {FALSE} *(?:[.!]|$)"
            ))?,
        })
    }

    /// Whether a claim is disowned, and where the words end that say so, or that take it back, among those
    /// that stand before it in its clause.
    pub(super) fn told(&self, plain: &str, before: &str, claim: &Match<'_>) -> (bool, usize) {
        if let Some(words) = self.before.captures_iter(before.as_bytes()).last() {
            let at = words.get_match();
            let is_so = self.taken_back.is_match(&before.as_bytes()[..at.start()]);
            return (is_so == words.get(1).is_some(), at.end());
        }
        let after = &plain.as_bytes()[claim.end()..];
        let denies_all = self.flatly.is_match(after);
        let said = self.said.captures(before.as_bytes());
        match said.filter(|_| denies_all || self.is_judged(after)) {
            Some(said) => {
                let is_unsaid =
                    said.get(1).is_some_and(|word| self.taken_back.is_match(word.as_bytes()));
                (!is_unsaid, said.get_match().end())
            }
            None => (denies_all, 0),
        }
    }

    /// Whether what stands behind a claim judges it, and nothing else, and does so to the end.
    fn is_judged(&self, after: &[u8]) -> bool {
        let Some(judged) = self.judged.captures(after) else { return false };
        let mut between = judged.iter().skip(1).flatten();
        let is_another = between.any(|words| self.another.is_match(words.as_bytes()));
        let end = judged.get(0).map_or(0, |judged| judged.end());
        !is_another && !self.undenied.is_match(&after[end..])
    }
}

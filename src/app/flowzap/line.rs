//! One line: what it says by itself.

use super::{Attribute, Shape, Side};

/// What stands in a line.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Line<'t> {
    /// Nothing that counts.
    Empty,
    /// `// …`
    Comment,
    /// `Lane { # Label`
    Opening { id: &'t str, label: Option<&'t str> },
    /// `}`
    Closing,
    /// `n1: shape label:"…"`
    Node {
        id: &'t str,
        shape: Shape,
        attributes: Vec<(Attribute, &'t str)>,
    },
    /// `n1.handle(right) -> Lane.n2.handle(left) [label="…"]`
    Edge {
        from: End<'t>,
        to: End<'t>,
        label: Option<&'t str>,
    },
    /// `loop [condition] n1 n2`
    Loop {
        condition: &'t str,
        nodes: Vec<&'t str>,
    },
}

/// One end of an edge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct End<'t> {
    pub(super) lane: Option<&'t str>,
    pub(super) node: &'t str,
    pub(super) side: Side,
}

/// Reads a line. An error says what is wrong and what to do.
pub(super) fn line(text: &str) -> Result<Line<'_>, String> {
    let text = text.trim();
    if let Some(strange) = text.chars().find(|character| is_strange(*character)) {
        return Err(format!(
            "The character {strange:?} is no text that is allowed here: leave it out."
        ));
    }
    let mut rest = Rest(text);
    match text {
        "" => Ok(Line::Empty),
        "}" => Ok(Line::Closing),
        _ if text.starts_with("//") => Ok(Line::Comment),
        _ if text.starts_with('#') => Err(
            "A label of a lane stands behind its `{`, on the same line: `Lane { # Label`."
                .to_owned(),
        ),
        _ if rest.word() == Some("loop") => repeated(Rest(text)),
        _ if text.contains(".handle") || text.contains("->") => edge(Rest(text)),
        _ if text.contains('{') => opening(Rest(text)),
        _ => node(Rest(text)),
    }
}

/// Control characters and pictures.
fn is_strange(character: char) -> bool {
    let is_picture = matches!(
        u32::from(character),
        0x2600..=0x27BF | 0x1F000..=0x1FAFF | 0xFE0F | 0x200D
    );
    is_picture || (character.is_control() && character != '\t')
}

fn opening(mut rest: Rest<'_>) -> Result<Line<'_>, String> {
    let shape = "A lane begins with its name and a brace: `Lane { # Label`.";
    let id = rest.word().ok_or(shape)?;
    rest.take("{").ok_or(shape)?;
    let label = rest.take("#").map(|()| rest.0.trim());
    match label {
        None if !rest.0.is_empty() => Err(format!(
            "Behind `{id} {{` only a label may stand, as `# Label`: write “{}” on a line of its own.",
            rest.0.trim()
        )),
        Some(label) if label.contains('#') => Err("A lane has one label only.".to_owned()),
        _ => Ok(Line::Opening {
            id,
            label: label.filter(|label| !label.is_empty()),
        }),
    }
}

/// The lane that a line opens, whatever else is wrong with it.
pub(super) fn opened(text: &str) -> Option<&str> {
    let (id, _) = text.split_once('{')?;
    Rest(id).word()
}

fn node(mut rest: Rest<'_>) -> Result<Line<'_>, String> {
    let example = "A node is written as `n1: rectangle label:\"What it says\"`.";
    let id = rest.word().ok_or(example)?;
    check_id(id)?;
    rest.take(":").ok_or(example)?;
    let word = rest.word().ok_or(example)?;
    let shape = Shape::of(word).ok_or_else(|| {
        let words = Shape::all_words();
        format!("There is no shape `{word}`: a node is one of {words}.")
    })?;
    let mut attributes = Vec::new();
    while !rest.0.trim().is_empty() {
        attributes.push(attribute(&mut rest)?);
    }
    Ok(Line::Node {
        id,
        shape,
        attributes,
    })
}

fn attribute<'t>(rest: &mut Rest<'t>) -> Result<(Attribute, &'t str), String> {
    let wanted = || {
        format!(
            "Behind the shape stand attributes, each as `label:\"…\"`. There are {}.",
            Attribute::all_words()
        )
    };
    let word = rest.word().ok_or_else(wanted)?;
    let attribute = Attribute::of(word)
        .ok_or_else(|| format!("There is no attribute `{word}`. {}", wanted()))?;
    if rest.take("=").is_some() {
        return Err(format!(
            "An attribute of a node takes a colon: `{word}:\"…\"`. Only labels of edges take `=`."
        ));
    }
    rest.take(":").ok_or_else(wanted)?;
    Ok((attribute, rest.quoted()?))
}

fn edge(mut rest: Rest<'_>) -> Result<Line<'_>, String> {
    let from = end(&mut rest)?;
    rest.take("->")
        .ok_or("Between the ends of an edge stands `->`.")?;
    let to = end(&mut rest)?;
    let label = match rest.take("[") {
        Some(()) => Some(edge_label(&mut rest)?),
        None => None,
    };
    match rest.0.trim() {
        "" => Ok(Line::Edge { from, to, label }),
        more => Err(format!(
            "Behind an edge nothing more may stand than `[label=\"…\"]`, but “{more}” does."
        )),
    }
}

fn edge_label<'t>(rest: &mut Rest<'t>) -> Result<&'t str, String> {
    let wanted = "The label of an edge is written as `[label=\"…\"]`.";
    if rest.word() != Some("label") || rest.take("=").is_none() {
        return Err(wanted.to_owned());
    }
    let text = rest.quoted()?;
    rest.take("]").ok_or(wanted)?;
    Ok(text)
}

fn end<'t>(rest: &mut Rest<'t>) -> Result<End<'t>, String> {
    let example = "An end of an edge is written as `n1.handle(right)`, or `Lane.n1.handle(right)` in another lane.";
    let first = rest.word().ok_or(example)?;
    rest.take(".").ok_or(example)?;
    let second = rest.word().ok_or(example)?;
    let (lane, node) = match second {
        "handle" => (None, first),
        node => {
            rest.take(".").ok_or(example)?;
            if rest.word() != Some("handle") {
                return Err(example.to_owned());
            }
            (Some(first), node)
        }
    };
    check_id(node)?;
    rest.take("(").ok_or(example)?;
    let word = rest.word().ok_or(example)?;
    let side = Side::of(word).ok_or_else(|| {
        let words = Side::all_words();
        format!("There is no side `{word}`: an edge leaves and arrives at one of {words}.")
    })?;
    rest.take(")").ok_or(example)?;
    Ok(End { lane, node, side })
}

fn repeated(mut rest: Rest<'_>) -> Result<Line<'_>, String> {
    let example = "A loop is written as `loop [until it is done] n1 n2`.";
    rest.word();
    rest.take("[").ok_or(example)?;
    let (condition, nodes) = rest.0.split_once(']').ok_or(example)?;
    let nodes: Vec<&str> = nodes.split_whitespace().collect();
    nodes.iter().try_for_each(|node| check_id(node))?;
    match nodes.is_empty() {
        true => Err(example.to_owned()),
        false => Ok(Line::Loop {
            condition: condition.trim(),
            nodes,
        }),
    }
}

fn check_id(id: &str) -> Result<(), String> {
    match number(id) {
        Some(_) => Ok(()),
        None => Err(format!(
            "A node is called `n` and a number, as `n1`; `{id}` is not."
        )),
    }
}

/// The number in a node's id.
pub(super) fn number(id: &str) -> Option<u64> {
    let digits = id.strip_prefix('n')?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| digits.parse().ok()).flatten()
}

/// What is left of a line. Blanks before what is asked for are passed over.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn take(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(expected)?;
        Some(())
    }

    fn word(&mut self) -> Option<&'t str> {
        let text = self.0.trim_start();
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
        // The arrow is no part of a name.
        let end = text[..end].find("->").unwrap_or(end);
        let (word, rest) = text.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then_some(word)
    }

    fn quoted(&mut self) -> Result<&'t str, String> {
        let quoted = self.0.trim_start().strip_prefix('"');
        let (text, rest) = quoted
            .and_then(|text| text.split_once('"'))
            .ok_or("A text stands between quotes, `\"…\"`, and holds none itself.")?;
        self.0 = rest;
        Ok(text)
    }
}

//! Weights of the signs, in nats: how much likelier the two lines are one sentence with the sign than
//! without, all else equal. The three are for a line that fills the document's column, for one right
//! above the other otherwise, and for blank lines or a page number between.
//!
//! Fitted by logistic regression, together with those of the document's habits in `judge`, on the 92,000
//! seams that may be joined of one half of the development corpora's documents: wrapped at columns, cut
//! by pages, and whole, with paragraphs set apart in five ways. The other half decided which signs to
//! keep.

// How the lines are set apart: by line breaks alone; by a page number marked as such, or bare.
pub(super) const BREAKS: [f32; 3] = [0.24, -3.75, -5.94];
pub(super) const MARKED_NUMBER: [f32; 3] = [0.0, 0.0, 1.98];
pub(super) const BARE_NUMBER: [f32; 3] = [0.0, 0.0, 0.70];

// Each bit of surprise that whole sentences would be set apart so in this document. No page of the
// development data goes on behind an indent, so the last number is the one fitted for all three
// together; where there is no indent, the sign below says it.
pub(super) const SURPRISE_OF_BREAKS: [f32; 3] = [0.82, 0.72, 0.88];
pub(super) const SURPRISE_OF_INDENT: [f32; 3] = [1.12, 0.62, 0.70];

// Most lines have more than a line break between them; many lines are indented, and the
// right one is not.
pub(super) const RARE_BREAK: [f32; 3] = [-1.10, -1.13, 0.0];
pub(super) const UNINDENTED: [f32; 3] = [0.69, 2.48, 2.67];

// The left line does not fill the document's column; there is no column, and it is the widest
// line; and so many times wider, in nats, than the right one; there is none, and the next word had
// room on it.
pub(super) const NOT_FULL: [f32; 3] = [0.0, -3.81, 0.0];
pub(super) const WIDEST: [f32; 3] = [0.0, 0.65, 0.0];
pub(super) const WIDER: [f32; 3] = [0.0, 0.69, 0.0];
pub(super) const ROOM: [f32; 3] = [0.0, -1.49, 0.0];

// Each bit that the model gains across the break.
pub(super) const GAIN: [f32; 3] = [0.50, 0.41, 0.56];

// What the left line ends with, other than Han.
pub(super) const COMMA: [f32; 3] = [1.25, 0.24, 2.54];
pub(super) const CLOSED: [f32; 3] = [-1.18, 0.0, 0.0];
pub(super) const BRACKET: [f32; 3] = [-0.50, -0.35, -1.09];
pub(super) const LETTER: [f32; 3] = [-0.13, 0.20, -0.28];

// The left line ends with a word that something must follow; the right line begins with one that
// something must come before.
pub(super) const LEADING: [f32; 3] = [0.38, 1.25, 1.97];
pub(super) const TRAILING: [f32; 3] = [0.15, 0.91, 1.08];

// The right line begins with a mark that no line begins with, one in 6,000 whole ones of the
// training corpora aside, and one in 13 of those wrapped at a number of characters: a factor of
// 450, or 6 nats. Not fitted: there are too few such pages.
pub(super) const CONTINUED: [f32; 3] = [4.00, 4.00, 4.00];

// What the right line begins with, other than Han, a small letter, a mark.
pub(super) const DIGIT: [f32; 3] = [-1.14, 0.14, -0.61];
pub(super) const UPPER: [f32; 3] = [-1.18, -0.67, -1.95];
pub(super) const OPENING: [f32; 3] = [-1.02, -0.04, -0.51];

// The left line is longer than headings; it is as short as one and has no mark in it; it is one or
// two characters and the right line is long; the right line ends a sentence soon.
pub(super) const LONG_LEFT: [f32; 3] = [0.41, 0.49, 1.12];
pub(super) const HEADING_LEFT: [f32; 3] = [-1.67, -1.61, -0.52];
pub(super) const TINY_LEFT: [f32; 3] = [0.0, 0.14, 2.61];
pub(super) const TAIL_RIGHT: [f32; 3] = [0.65, 0.63, 1.44];

// Stops in the windows of the left and the right line, and at the right line's end.
pub(super) const STOP_LEFT: [f32; 3] = [0.40, 0.16, 0.51];
pub(super) const STOP_RIGHT: [f32; 3] = [0.80, 0.64, 0.51];
pub(super) const CLOSED_RIGHT: [f32; 3] = [-0.32, 0.35, 0.59];

// A bracket opens on the left and closes on the right; opens and does not close.
pub(super) const BRACKETS_SPAN: [f32; 3] = [0.36, 0.70, 2.27];
pub(super) const BRACKET_OPEN: [f32; 3] = [0.35, -0.01, -0.86];

// The left line begins as an item does; the right line has a colon near its beginning, as labels
// and speakers have.
pub(super) const ITEM_LEFT: [f32; 3] = [0.07, 0.96, 0.08];
pub(super) const LABEL_RIGHT: [f32; 3] = [-0.60, -0.47, -0.58];

// Of a line that fills the column and ends a sentence, on the same half, the others given: the sentence
// ends with a semicolon; with a question mark; lines are measured in columns; in characters; the line falls
// two columns and more short, as of those that go on one in twelve does and of others every other.
pub(super) const SEMICOLON: f32 = 1.71;
pub(super) const QUESTION: f32 = -0.46;
pub(super) const BY_COLUMNS: f32 = 0.62;
pub(super) const BY_CHARACTERS: f32 = -0.38;
pub(super) const SHORT: f32 = -1.69;

package org.attune.enrollment.paper;

/** Why a form is not made into a PDF. The names are API: problem types. */
public enum Unprintable {
  /** It has more characters than are drawn for one request. */
  FORM_TOO_LONG,
  /** The fonts lack letters of its language. */
  FORM_LETTERS_MISSING
}

#include "experiments/report/markup.h"

namespace streambed {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }

// Two- to four-byte sequences of UTF-8 that LaTeX is known to set; see the preamble of main.tex.
bool latex_knows(std::string_view sequence) {
  return sequence == "\u00b1" || sequence == "\u00b5" || sequence == "\u2013" ||
         sequence == "\u2026" || sequence == "\u00d7" ||
         (sequence.size() == 2 && sequence[0] == '\xc3');  // Latin-1 letters
}

std::size_t sequence_length(unsigned char first) {
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

}  // namespace

std::string shortened(const std::string& label, std::size_t longest) {
  if (label.size() <= longest) return label;
  const auto is_inside = [&](std::size_t at) { return (label[at] & '\xc0') == '\x80'; };
  std::size_t head = longest / 2, tail = label.size() - longest / 2 + 1;
  while (is_inside(head)) --head;
  while (tail < label.size() && is_inside(tail)) ++tail;
  return label.substr(0, head) + "\u2026" + label.substr(tail);
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

std::string latex_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const std::string_view sequence = text.substr(i, sequence_length(byte));
      out += latex_knows(sequence) ? std::string(sequence) : "?";
      i += sequence.size() - 1;
      continue;
    }
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      case '|':
        out += "\\textbar{}";
        break;
      case '"':
        out += "\\textquotedbl{}";
        break;
      case '\'':
        out += "\\textquotesingle{}";
        break;
      case '`':
        out += "\\textasciigrave{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '{':
      case '}':
        out += '\\';
        out += c;
        break;
      case '_':
        out += "\\_\\allowbreak{}";
        break;
      case ',':
      case '=':
      case '(':
      case '/':
        out += c;
        // A space is a place to break already.
        if (i + 1 < text.size() && text[i + 1] != ' ') out += "\\allowbreak{}";
        break;
      case '-':
        // Two hyphens would become a dash.
        out += "-{}";
        break;
      default:
        out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

std::string gnuplot_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += is_control(c) ? ' ' : c;
  }
  return out + "'";
}

}  // namespace streambed

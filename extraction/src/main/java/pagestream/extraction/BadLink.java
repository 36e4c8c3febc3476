package pagestream.extraction;

import pagestream.catalog.Quote;

/// A link that leads to no http or https address, such as `javascript:void(0)`. What it should have
/// led to is not fetched.
///
/// @param option the recipe's word for it, as `follow.next`
/// @param found what the link names; short enough for a message
public record BadLink(String option, String found) {
  public BadLink {
    found = Quote.of(found);
  }

  public String message() {
    return "%s: expected a link to an http or https address, found \"%s\"".formatted(option, found);
  }
}

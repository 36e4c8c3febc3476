package pagestream.catalog;

import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;

/// An absolute http or https address. The scraper has resolved it against the page's.
record UrlType() implements FieldType {
  static final String WORD = "url";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    try {
      return Result.ok(HttpAddress.parseLink(text).toString());
    } catch (IllegalArgumentException e) {
      return FieldType.refused("an absolute http(s) URL", text);
    }
  }

  /// Encoded as the stored one.
  @Override
  public Result<Filter> filter(String field, String value) {
    return parse(value).map(url -> new Filter.Equal(field, url));
  }

  @Override
  public boolean isAddress() {
    return true;
  }
}

package pagestream.pipeline;

import java.util.Map;

/// What the scraper took off the page at one place: text by field name. A field whose element the
/// page does not have is absent.
public record Row(int position, Map<String, String> fields) implements Entry {}

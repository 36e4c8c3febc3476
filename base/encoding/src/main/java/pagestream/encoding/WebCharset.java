package pagestream.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The charsets that browsers take for a name, where that is not the charset which Java has by it:
/// nearly all pages that call themselves `iso-8859-1` are in windows-1252 ([Encoding Standard,
/// section 4.2](https://encoding.spec.whatwg.org/#names-and-labels)). Unlike browsers, ASCII is
/// taken at its word: a page that claims it and has other bytes is in a charset that nobody knows.
public final class WebCharset {
  /// By their names; loading them all would slow a start.
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
              Map.entry(
                  "windows-1252",
                  "iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 l1 cp819 ibm819 iso-ir-100"
                      + " csisolatin1 x-cp1252"),
              Map.entry("windows-1254", "iso-8859-9 iso8859-9 iso_8859-9 latin5 l5 iso-ir-148"),
              Map.entry("x-windows-874", "tis-620 iso-8859-11 iso8859-11 x-iso-8859-11 dos-874"),
              Map.entry(
                  "GB18030", "gbk x-gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 iso-ir-58"),
              Map.entry("Big5-HKSCS", "big5 cn-big5 csbig5 x-x-big5"),
              Map.entry(
                  "x-windows-949",
                  "euc-kr cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean"
                      + " windows-949 iso-ir-149"),
              Map.entry("windows-31j", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 csshiftjis"),
              Map.entry("ISO-8859-8", "iso-8859-8-i logical csiso88598i"),
              Map.entry("windows-1250", "x-cp1250"),
              Map.entry("windows-1251", "x-cp1251"),
              Map.entry("UTF-16LE", "utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode"),
              Map.entry("UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"))
          .entrySet()
          .stream()
          .flatMap(named ->
              Arrays.stream(named.getValue().split(" "))
                  .map(label -> Map.entry(label, named.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private WebCharset() {}

  /// The charset of a name. Where there is none, it throws as [Charset#forName] does.
  public static Charset of(String name) {
    String label = name.strip();
    return Charset.forName(OTHERS.getOrDefault(label.toLowerCase(Locale.ROOT), label));
  }

  /// The charset that is meant by one which Java has found by its name.
  public static Charset meantBy(Charset found) {
    return found.equals(StandardCharsets.UTF_16) ? found : of(found.name());
  }
}

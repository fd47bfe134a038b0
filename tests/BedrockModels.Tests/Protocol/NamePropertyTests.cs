using BedrockModels.Protocol;
using BedrockModels.Tests.Client;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Protocol;

/// <summary>The rules of names, for any name: what the rule in words allows passes, and nothing else does.</summary>
public sealed class NamePropertyTests
{
    private const string Alphanumeric = "abcxyzABCXYZ0189";

    [Fact]
    public void Name_of_letters_and_digits_with_single_separators_passes_up_to_63() => Prop.ForAll(
        Gen.Elements(Alphanumeric.Select(c => $"{c}").SelectMany(c => new[] { c, c, c + "-", c + "_" })).NonEmptyListOf().ToArbitrary(),
        parts =>
        {
            var name = string.Concat(parts);
            var broken = Constraints.ModelName.Check(name);
            Assert.Equal(name.Length > 63 ? Violations.TooLong : Violations.None, broken);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_passes_only_when_the_words_allow_it() => Prop.ForAll(
        Gen.Elements((Alphanumeric + "-_-_. \n/ä٣").ToCharArray()).ListOf().ToArbitrary(),
        letters =>
        {
            var name = string.Concat(letters);
            Assert.Equal(Allowed(name), Constraints.ModelName.Check(name) == Violations.None);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Check_of_a_long_text_ends()
    {
        var constraints = typeof(Constraints).GetProperties().Select(p => p.GetValue(null)).OfType<Constraint>()
            .Where(s => s.Pattern is not null).ToList();

        // A pattern that backtracks without bounds would take years, so patience is no measure of speed.
        await Task.Run(() => constraints.ForEach(CheckLongTexts)).WaitAsync(ClientTesting.Patience);

        Assert.Equal(19, constraints.Count);

        static void CheckLongTexts(Constraint constraint)
        {
            foreach (var unit in new[] { "a", "a-", "a.", "a:", "-", "/a", ".a.a", "arn:aws-a:bedrock:a::foundation-model/a." })
            {
                var text = string.Concat(Enumerable.Repeat(unit, 2048 / unit.Length));
                constraint.Check(text);
                constraint.Check("arn:aws:bedrock:us-east-1:123456789012:custom-model/" + text[..900] + "\n");
                constraint.Check("s3://bucket/" + text[..900] + "\n");
            }
        }
    }

    private static bool Allowed(string name)
    {
        if (name.Length is 0 or > 63 || name[0] is '-' or '_')
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            var separator = name[i] is '-' or '_';
            if (!separator && !char.IsAsciiLetterOrDigit(name[i]))
                return false;
            if (separator && (name[i - 1] is '-' or '_'))
                return false;
        }

        return true;
    }
}

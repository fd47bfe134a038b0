<#
Makes the pictures of docs/what-you-see.md: terminals as SVG, from what the commands below write in a real pwsh. script(1) makes the
terminals, so this script needs Linux. The service is the emulator, whose clock moves when the progress bar has been seen. Ports, times,
ids and counts of requests are replaced, so that each run makes the same files; a test compares them.
    dotnet run --project src/BedrockModels.Shell -- build/Build-Pictures.ps1
#>
param([string] $Out = "$PSScriptRoot/../docs/pictures")
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$columns = 100
$root = Resolve-Path "$PSScriptRoot/.."
$source = @'
$source = @{
    S3Uri   = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_100'
    RoleArn = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
}
'@
# The commands of each picture, in the order in which they run. Seen is a text in the progress bar, which makes a picture of its own.
$pictures = [ordered]@{
    wait      = @{
        Title    = 'Creating the models of a CSV file, and waiting for them'
        Seen     = '1 of 2 Active'
        Commands = 'Import-Csv ./models.csv | New-BedrockCustomModel -ThrottleLimit 4 -Wait'
    }
    whatif    = @{
        Title    = 'What a deletion would do'
        Commands = "'test-one', 'test-two' | Remove-BedrockCustomModel -WhatIf"
    }
    preflight = @{
        Title    = 'Checking a model before it is created'
        Commands = $source, 'Test-BedrockCustomModel claims-reader @source'
    }
    errors    = @{
        Title    = 'Three errors: an invalid name, an unknown model, and a model that failed'
        Commands = $source, 'New-BedrockCustomModel claims--reader @source', 'Get-BedrockCustomModel claims-readr',
            'New-BedrockCustomModel claims-reader @source -Wait', '$Error[0].FullyQualifiedErrorId'
    }
}

# Starts pwsh in a terminal of its own. The clock of the emulator moves each time the next one of the bars is seen.
function Open-Terminal([string] $arguments, [string] $folder, [string[]] $bars) {
    $command = "stty cols $columns rows 50 -echo; exec dotnet exec '$PSHOME/pwsh.dll' -NoProfile $arguments"
    $start = [Diagnostics.ProcessStartInfo]::new('/usr/bin/script', [string[]]('-qec', $command, '/dev/null'))
    $start.WorkingDirectory = $folder
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    # Only the emulator decides what the commands do, and a session in CI shows lines instead of bars.
    @($start.Environment.Keys) -match '^(AWS_(?!ENDPOINT_URL)|NO_COLOR$|CI$|TF_BUILD$|GITHUB_ACTIONS$)' |
        ForEach-Object { $null = $start.Environment.Remove($_) }
    $start.Environment['AWS_REGION'] = 'us-east-1'
    $start.Environment['AWS_ACCESS_KEY_ID'] = $start.Environment['AWS_SECRET_ACCESS_KEY'] = 'emulator'
    $start.Environment['TERM'] = 'xterm-256color'
    $process = [Diagnostics.Process]::Start($start)
    $buffer = [char[]]::new(4096)
    @{
        Process = $process
        Buffer  = $buffer
        Read    = $process.StandardOutput.ReadAsync($buffer, 0, $buffer.Length)
        Bars    = [Collections.Generic.Queue[string]]@($bars)
        Replies = 0
        Text    = ''
    }
}

# Reads what terminals show until they end. pwsh asks for the position of the cursor and waits for the answer.
function Read-Terminal($terminals) {
    $deadline = [DateTime]::Now.AddMinutes(2)
    for ($open = @($terminals); $open; $open = @($open | Where-Object { $_.Read })) {
        if ([Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]]$open.Read, $deadline - [DateTime]::Now) -lt 0) {
            $open.Process.Kill($true)
            throw "A terminal did not end. It shows:`n$($open.Text -replace '\e', '^')"
        }
        foreach ($terminal in $open | Where-Object { $_.Read.IsCompleted }) {
            $count = $terminal.Read.Result
            $terminal.Text += [string]::new($terminal.Buffer, 0, $count)
            $asked = [regex]::Count($terminal.Text, '\e\[6n')
            for (; $terminal.Replies -lt $asked; $terminal.Replies++) { $terminal.Process.StandardInput.Write("`e[1;1R") }
            $terminal.Process.StandardInput.Flush()
            if ($terminal.Bars.Count -and $terminal.Text.Contains($terminal.Bars.Peek())) {
                $null = $terminal.Bars.Dequeue()
                $null = Set-BedrockEmulator $emulator -Advance 00:30:00
            }
            $terminal.Read = if ($count) { $terminal.Process.StandardOutput.ReadAsync($terminal.Buffer, 0, $terminal.Buffer.Length) }
        }
    }
}

# Replaces what differs in each run. Texts keep their length, because tables and bars are aligned.
function ConvertTo-Stable([string] $text) {
    $ids = [regex]::Matches($text, '(?<=imported/|deployment/)[0-9a-z]{12}') | ForEach-Object Value | Select-Object -Unique
    $next = 0
    foreach ($id in $ids) { $text = $text.Replace($id, 'a1b2c3d4e5f6g7h8i9'.Substring(2 * $next++, 12)) }
    $text -replace '(?<=127\.0\.0\.1:)\d{5}', '49152' `
        -replace '\d{4}-\d\d-\d\d(?= )', '2026-11-26' -replace '(?<=-26 )\d\d:\d\d', '09:30' `
        -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '7d9f0c52-3a41-4e6b-9d18-5b2f8c60e1a7' `
        -replace '(?<=, )\d(?= s; gives up)', '2' -replace '(?<=Requests served: )\d+', '12'
}

# The lines that stay on the screen, without positions of the cursor; and the frame of the progress bar that has a text.
function ConvertTo-Screen([string] $text, [string] $seen) {
    $frame = '\e\[\?25l.*?(\e\[33;1m.*?\e\[0m).*?\e\[\?25h'
    if ($seen) {
        $bars = [regex]::Matches($text, $frame) | ForEach-Object { $_.Groups[1].Value }
        return ($text -split '\r?\n')[0], ($bars | Where-Object { $_.Contains($seen) } | Select-Object -First 1)
    }
    $plain = $text -replace $frame -replace '\e\[\d+;\d+H +(?=\e\[\d+;\d+H)' -replace '\e\[[\d;?]*[^\d;?m]|\e=|\e\[39;49m'
    $plain.Trim("`r", "`n") -split '\r?\n'
}

function ConvertTo-Escaped([string] $text) { [Security.SecurityElement]::Escape($text) }

# An SVG of lines with the colors of a terminal. It has its own background, so it is readable on light and dark pages.
function ConvertTo-Svg([string] $title, [string[]] $lines) {
    $width, $height = 8.4d, 20
    $rows = [Collections.Generic.List[string]]@('')
    $boxes = ''
    $color, $bold, $inverse = 'fg', '', $false
    foreach ($line in $lines) {
        $column = 0
        foreach ($part in [regex]::Matches($line, '\e\[([\d;]*)m|[^\e]+')) {
            if ($part.Value[0] -eq "`e") {
                foreach ($code in $part.Groups[1].Value -split ';') {
                    switch ($code) {
                        { $_ -in '', '0' } { $color, $bold, $inverse = 'fg', '', $false }
                        '1' { $bold = ' b' }
                        '7' { $inverse = $true }
                        '27' { $inverse = $false }
                        { $_ -match '^3[1-6]$' } { $color = "c$_" }
                    }
                }
                continue
            }
            # A terminal goes on in the next row wherever the row ends.
            for ($rest = $part.Value; $rest; $rest = $rest.Substring($chunk.Length)) {
                if ($column -eq $columns) { $rows.Add(''); $column = 0 }
                $chunk = $rest.Substring(0, [Math]::Min($rest.Length, $columns - $column))
                $shown = $inverse ? $chunk : $chunk.TrimEnd()
                $x, $y, $length = ($column * $width), (($rows.Count - 1) * $height), ($shown.Length * $width)
                if ($inverse) { $boxes += "<rect class=`"$color`" x=`"$x`" y=`"$y`" width=`"$length`" height=`"$height`"/>`n" }
                if ($shown) {
                    $class = $inverse ? 'bg' : $color
                    $rows[-1] += "<tspan class=`"$class$bold`" x=`"$x`" textLength=`"$length`">$(ConvertTo-Escaped $shown)</tspan>"
                }
                $column += $chunk.Length
            }
        }
        $rows.Add('')
    }
    $texts = for ($row = 0; $row -lt $rows.Count; $row++) {
        if ($rows[$row]) { "<text y=`"$($row * $height + 14)`">$($rows[$row])</text>" }
    }
    $right, $bottom = ($columns * $width + 32), (($rows.Count - 1) * $height + 32)
    @"
<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" role="img" aria-labelledby="title desc"
    width="$right" height="$bottom" viewBox="-16 -16 $right $bottom">
<title id="title">$(ConvertTo-Escaped $title)</title>
<desc id="desc">$(ConvertTo-Escaped (($lines -replace '\e\[[\d;]*m').TrimEnd() -join "`n"))</desc>
<style>
text { font: 14px ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
.fg { fill: #e6edf3 } .bg { fill: #0d1117 } .b { font-weight: 600 }
.c31 { fill: #ff8078 } .c32 { fill: #7ee787 } .c33 { fill: #e3b341 } .c34 { fill: #79c0ff } .c35 { fill: #d2a8ff } .c36 { fill: #56d4dd }
</style>
<rect class="bg" x="-16" y="-16" width="$right" height="$bottom" rx="8"/>
$boxes$($texts -join "`n")
</svg>

"@
}

$quickstart = Open-Terminal "'$root/examples/quickstart.ps1'" $root
Import-Module $root/BedrockModels.psd1
$folder = (New-Item ([IO.Path]::Combine([IO.Path]::GetTempPath(), "bedrock-pictures-$PID")) -ItemType Directory).FullName
$emulator = Start-BedrockEmulator -Clock Manual -ActivationTime 00:30:00 -SetEnvironment -Fault @{
    Operation = 'CreateCustomModel'; Name = 'test-two'; ActivationTime = '01:00:00'
} -Account @{
    Buckets = @{ 'customer-escrow-123456789012-smtj-1a2b3c' = @{ Objects = @{ 'test-two/config.json' = '{ }' } } }
}
try {
    # The rows of the CSV file in the README.
    [regex]::Match((Get-Content $root/README.md -Raw), '(?ms)^```csv\n(.*?)^```').Groups[1].Value | Set-Content $folder/models.csv
    $pictures.Keys | ForEach-Object {
        "Write-Host '`u{1}$_'"
        $pictures[$_].Commands | ForEach-Object { ". Invoke-Prompt @'`n$_`n'@" }
    } | Join-String -Separator "`n" -OutputPrefix @"
Import-Module '$root/BedrockModels.psd1'
`$PSDefaultParameterValues['*:PollInterval'] = 0.2
function Invoke-Prompt(`$command) {
    Write-Host "``e[1mPS> `$(`$command.Replace("``n", "``n>> "))``e[0m"
    . ([scriptblock]::Create(`$command)) | Out-Default
}

"@ | Set-Content $folder/commands.ps1
    $session = Open-Terminal "'$folder/commands.ps1'" $folder '0 of 2 Active', '1 of 2 Active', 'claims-reader ['
    Read-Terminal $quickstart, $session
    $null = New-Item $Out -ItemType Directory -Force
    $prompt = "`e[1m$ dotnet run --project src/BedrockModels.Shell -- examples/quickstart.ps1`e[0m`n"
    $screens = [ordered]@{ quickstart = 'The quickstart', "$prompt$($quickstart.Text)", '' }
    foreach ($part in $session.Text -split "`u{1}" | Select-Object -Skip 1) {
        $name, $text = $part -split '\r?\n', 2
        $picture = $pictures[$name]
        if ($picture['Seen']) { $screens["$name-progress"] = $picture.Title, $text, $picture.Seen }
        $screens[$name] = $picture.Title, $text, ''
    }
    foreach ($name in $screens.Keys) {
        $title, $text, $seen = $screens[$name]
        [IO.File]::WriteAllText("$Out/$name.svg", (ConvertTo-Svg $title (ConvertTo-Screen (ConvertTo-Stable $text) $seen)))
    }
}
finally {
    $emulator | Stop-BedrockEmulator
    Remove-Item $folder -Recurse
}

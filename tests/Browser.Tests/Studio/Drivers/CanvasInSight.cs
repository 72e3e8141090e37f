using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>What of a drawing can be seen on the canvas.</summary>
internal static class CanvasInSight
{
    /// <summary>Drags the drawing until these activities are in sight: X6 does not scroll to what is clicked.</summary>
    public static async Task BringAsync(this IPage page, params string[] activities)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var way = await page.EvaluateAsync<double[]?>(
                """
                ids => {
                    const canvas = document.querySelector('.x6-graph').getBoundingClientRect();
                    const boxes = ids.map(id => document.querySelector(`.x6-graph-svg elsa-activity-wrapper[activity-id="${id}"]`).getBoundingClientRect());
                    const [left, right] = [Math.min(...boxes.map(box => box.left)), Math.max(...boxes.map(box => box.right))];
                    const [top, bottom] = [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom))];
                    if (left > canvas.left + 20 && right < canvas.right - 20 && top > canvas.top + 20 && bottom < canvas.bottom - 20) return null;
                    for (let y = canvas.top + 40; y < canvas.bottom; y += 40)
                        for (let x = canvas.left + 40; x < canvas.right; x += 40)
                            if (document.elementFromPoint(x, y)?.closest('.x6-graph') && !document.elementFromPoint(x, y).closest('.x6-cell'))
                                return [x, y, (canvas.left + canvas.right - left - right) / 2, (canvas.top + canvas.bottom - top - bottom) / 2];
                    return null;
                }
                """,
                activities);
            if (way is not [var x, var y, var right, var down]) return;
            await page.Mouse.MoveAsync((float)x, (float)y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync((float)(x + right), (float)(y + down), new() { Steps = 5 });
            await page.Mouse.UpAsync();
        }
    }
}
